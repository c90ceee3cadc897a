package io.ecsdrain.infra;

import io.ecsdrain.contract.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What a stack from nothing is made with.
 *
 * @param certificateArn {@code certificateArn}: of an ACM certificate; with it clients come by HTTPS on 443 and 80
 *     leads there, without it by HTTP on 80
 * @param containerPort {@code containerPort}: where the app listens; default 8080
 * @param natGateways {@code natGateways}: 1 or 2, default 1; through them the tasks reach images, logs and SSM
 * @param vpcCidr {@code vpcCidr}: the network's addresses, default 10.0.0.0/16
 */
public record BaselineOptions(Optional<String> certificateArn, int containerPort, int natGateways, String vpcCidr) {

    private static final List<String> KEYS = List.of("certificateArn", "containerPort", "natGateways", "vpcCidr");
    private static final String CERTIFICATE = "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[0-9a-f-]+";
    private static final String PART = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String CIDR = "(" + PART + "\\.){3}" + PART + "/(1[6-9]|2[0-4])";

    static BaselineOptions read(Settings settings) {
        Optional<String> certificate = settings.optional("certificateArn");
        certificate
                .filter(arn -> !arn.matches(CERTIFICATE))
                .ifPresent(arn -> settings.problem("certificateArn", arn, "must be the ARN of an ACM certificate"));
        String cidr = settings.optional("vpcCidr").orElse("10.0.0.0/16");
        if (!cidr.matches(CIDR)) {
            settings.problem("vpcCidr", cidr, "must be a network of /16 to /24 such as 10.0.0.0/16");
        }
        return new BaselineOptions(
                certificate,
                settings.integer("containerPort", 8080, 1, 65_535),
                settings.integer("natGateways", 1, 1, 2),
                cidr);
    }

    /** Notes each key that would have no effect. */
    static void refuse(Settings settings) {
        KEYS.forEach(key -> settings.optional(key)
                .ifPresent(value -> settings.problem("context key " + key
                        + " belongs to stack=baseline; here network and listener are there already")));
    }
}
