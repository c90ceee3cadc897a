package io.ecsdrain.contract;

import java.net.URI;
import java.util.Optional;

/** The variables that say which AWS is meant, as every program reads them. */
public final class AwsSettings {

    private static final String CLUSTER = "(arn:[^ ]+:cluster/)?[A-Za-z0-9_-]{1,255}";
    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-\\d{1,2}";

    private AwsSettings() {}

    /** {@code CLUSTER}, which is required. */
    public static String cluster(Settings settings) {
        String cluster = settings.required("CLUSTER", "the ECS cluster, short name or ARN");
        if (!cluster.isEmpty() && !cluster.matches(CLUSTER)) {
            settings.problem("CLUSTER", cluster, "must be the name or the ARN of a cluster");
        }
        return cluster;
    }

    /** {@code AWS_REGION}; without it the SDK searches. */
    public static Optional<String> region(Settings settings) {
        return region(settings, "AWS_REGION");
    }

    /** A region under another name. */
    public static Optional<String> region(Settings settings, String key) {
        Optional<String> region = settings.optional(key);
        region.filter(value -> !value.matches(REGION))
                .ifPresent(value -> settings.problem(key, value, "must be a region such as eu-west-1"));
        return region;
    }

    /** {@code AWS_ENDPOINT_URL}; without it the real AWS. */
    public static Optional<URI> endpoint(Settings settings) {
        return settings.url("AWS_ENDPOINT_URL", "http", "https");
    }
}
