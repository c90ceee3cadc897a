package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.verb.Target;
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
        return readAround(settings, AwsSettings.cluster(settings));
    }

    /** For a verb whose own configuration reads the cluster. */
    Target readAround(Settings settings, String named) {
        return new Target(named, AwsSettings.region(settings), AwsSettings.endpoint(settings));
    }
}
