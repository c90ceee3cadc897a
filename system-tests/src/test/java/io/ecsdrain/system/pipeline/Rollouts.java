package io.ecsdrain.system.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A user of {@code task-def} and {@code deploy} who changes no default, on a local AWS whose time is real. */
public final class Rollouts implements AutoCloseable {

    private static final String CLUSTER = "prod";
    private static final String DEFINITION = """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
             "containerDefinitions": [{"name": "app", "image": "%s", "portMappings": [{"containerPort": 8080}],
               "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/apps/shop",
                 "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "app"}}}]}
            """;

    /** The sidecar's image as the task definitions name it. */
    public static final String SIDECAR = "r/ecs-drain-sidecar:1";

    /** What makes a sidecar quick enough for a test; of the rest it has the defaults. */
    public static final Map<String, String> HURRY = Map.of(
            "DRAIN_POLL_SECONDS", "0.2",
            "DRAIN_EMIT_SECONDS", "0.2",
            "DRAIN_GRACE_SECONDS", "1",
            "DRAIN_QUIET_SECONDS", "0",
            "DRAIN_BUSY_UNKNOWN_SECONDS", "0",
            "DRAIN_METRIC_RESOLUTION", "1");

    private final LocalAws aws;
    private final Path folder;
    private final AwsClients team;
    private final String listener;

    /** @param folder for the task definitions */
    public Rollouts(LocalAws aws, Path folder) {
        this.aws = aws;
        this.folder = folder;
        team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
        aws.switches().set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true);
        ClusterFixture fixture = new ClusterFixture(CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling());
        fixture.createCluster();
        listener = fixture.listener(fixture.loadBalancer("front"), 80);
    }

    /** Deploys one task of the app whose image is {@code app}, which serves on port 8080. */
    public void deploy(String app, DeploymentKey key) throws IOException {
        Path given = Files.writeString(folder.resolve("app.json"), DEFINITION.formatted(app));
        String merged = drain("task-def", given.toString(), "--image", SIDECAR);
        Path definition = Files.writeString(folder.resolve("task-definition.json"), merged);
        drain(
                "deploy",
                "--yes",
                "--cluster",
                CLUSTER,
                "--deployment-name",
                key.name(),
                "--deployment-id",
                key.id(),
                "--task-definition",
                definition.toString(),
                "--container",
                "app",
                "--container-port",
                "8080",
                "--listener",
                listener,
                "--subnets",
                "subnet-a",
                "--security-groups",
                "sg-a",
                "--count",
                "1");
    }

    private String drain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader("")),
                false);
        Outside outside = new Outside(
                aws::now, ConvergeSettings.DEFAULT, target -> AwsClients.forTest(aws.endpoint(), "AKDEPLOYER"));
        assertThat(Main.run(arguments, Map.of(), console, outside))
                .as("%s", err)
                .isZero();
        return out.toString();
    }

    /** What one run of the reaper says of {@code key}. */
    public Reason reap(DeploymentKey key) {
        ReaperConfig config = ReaperConfig.parse(
                Map.of("CLUSTER", CLUSTER, "PERIOD", "1", "CONSEC", "2", "MIN_AGE_SEC", "0", "MAX_AGE_HR", "never"));
        return ReaperOnDuty.about(new Reaper(team, config, aws::now, ConvergeSettings.DEFAULT).run(), key)
                .reason();
    }

    /** Whether {@code key}'s service is deleted. */
    public boolean isGone(DeploymentKey key) {
        return team
                .ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(key.serviceName()))
                .services()
                .stream()
                .noneMatch(service -> service.status().equals("ACTIVE"));
    }

    /** Where clients come in. */
    public URI door() {
        return aws.elb().listenerAddress(listener).orElseThrow();
    }

    @Override
    public void close() {
        team.close();
    }
}
