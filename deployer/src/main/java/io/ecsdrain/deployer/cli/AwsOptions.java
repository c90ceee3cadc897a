package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.Target;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where: region, cluster, endpoint. */
final class AwsOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS region. Default: AWS_REGION, else what the AWS SDK finds.")
    private String region;

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "ECS cluster, short name or ARN. Default: CLUSTER. Required.")
    private String cluster;

    void fill(Inputs inputs) {
        inputs.flag("--region", "AWS_REGION", region)
                .flag("--cluster", "CLUSTER", cluster)
                .variable("AWS_ENDPOINT_URL");
    }

    Target read(Settings settings) {
        String named = settings.required("CLUSTER", "the ECS cluster, short name or ARN");
        if (!named.isEmpty() && !named.matches("(arn:[^ ]+:cluster/)?[A-Za-z0-9_-]{1,255}")) {
            settings.problem("CLUSTER", named, "must be the name or the ARN of a cluster");
        }
        return readAround(settings, named);
    }

    /** For a verb whose own configuration reads the cluster. */
    Target readAround(Settings settings, String named) {
        Optional<String> where = settings.optional("AWS_REGION");
        where.filter(value -> !value.matches("[a-z]{2}[a-z0-9-]{2,30}"))
                .ifPresent(value -> settings.problem("AWS_REGION", value, "must be a region such as eu-west-1"));
        return new Target(named, where, settings.url("AWS_ENDPOINT_URL", "http", "https"));
    }
}
