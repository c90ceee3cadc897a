package io.ecsdrain.bench.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code cluster COMMAND...}: runs the command beside a local-aws in real time on which one deployment of {@code shop}
 * is live and two drain. The command finds endpoint, credentials, {@code CLUSTER}, {@code DEPLOYMENT_NAME} and
 * {@code LISTENER} in its environment. Ends as the command does.
 */
public final class SmallCluster {

    private static final String CLUSTER = "prod";
    private static final String NAME = "shop";

    private SmallCluster() {}

    public static int run(List<String> command) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            System.err.println("usage: cluster COMMAND [ARGUMENT...]");
            return 2;
        }
        // The streams are the command's.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        try (LocalAws aws = LocalAws.builder().start();
                AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
            String listener = fill(team);
            ProcessBuilder process = new ProcessBuilder(command).inheritIO();
            process.environment()
                    .putAll(Map.of(
                            "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                            "AWS_REGION", "eu-west-1",
                            "AWS_DEFAULT_REGION", "eu-west-1",
                            "AWS_ACCESS_KEY_ID", "AKDEPLOYER",
                            "AWS_SECRET_ACCESS_KEY", "local",
                            "AWS_EC2_METADATA_DISABLED", "true",
                            "CLUSTER", CLUSTER,
                            "DEPLOYMENT_NAME", NAME,
                            "LISTENER", listener));
            return process.start().waitFor();
        }
    }

    /** @return the listener's ARN */
    private static String fill(AwsClients team) {
        ClusterFixture fixture = new ClusterFixture(CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling())
                .createCluster()
                .registerApp();
        String listener = fixture.listener(fixture.loadBalancer("front"), 80);
        Instant now = Instant.now();
        List<String> states = List.of("draining", "draining", "active");
        for (int number = 0; number < states.size(); number++) {
            DeploymentKey key = new DeploymentKey(NAME, "v" + (number + 1));
            String group = fixture.deployment(listener, number + 1, key, states.get(number), 2, now);
            fixture.parameter(key.stateParameter(), states.get(number));
            fixture.defaultAction(listener, group);
        }
        return listener;
    }
}
