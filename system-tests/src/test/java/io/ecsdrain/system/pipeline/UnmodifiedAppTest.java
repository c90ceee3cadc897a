package io.ecsdrain.system.pipeline;

import static io.ecsdrain.system.pipeline.ReaperOnDuty.about;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new user gets who reads no further than {@code task-def} and {@code deploy}: an app without a line of code for drain, as a
 * real process beside the real sidecar, keeps its sessions.
 */
class UnmodifiedAppTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final DeploymentKey FIRST = new DeploymentKey("shop", "20260101-000000-aaaaaaa");
    private static final DeploymentKey SECOND = new DeploymentKey("shop", "20260102-000000-bbbbbbb");
    private static final int SESSIONS = 3;
    /** Well beyond the grace, a metric period and what the reaper asks for, at four lines a second. */
    private static final int LINES = 20;

    private static final String APP = """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
             "containerDefinitions": [{"name": "app", "image": "shop:1", "portMappings": [{"containerPort": 8080}],
               "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/apps/shop",
                 "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "app"}}}]}
            """;

    @TempDir
    private Path folder;

    private final LocalAws aws = LocalAws.builder()
            .tasks(TaskMode.PROCESS)
            .image("shop:1", java("io.ecsdrain.demo.app.PlainApp", Map.of("PORT", "{{port:8080}}", "NAME", "shop")))
            .image("r/ecs-drain-sidecar:1", sidecar())
            .start();
    private final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
    private final List<Session> sessions = new ArrayList<>();
    private String listener;

    /** A user's connection through the load balancer. */
    private record Session(Socket socket, BufferedReader lines) {}

    private static LocalImage java(String main, Map<String, String> environment) {
        return new LocalImage(command(main), environment);
    }

    /** As the image, in a hurry. */
    private static LocalImage sidecar() {
        Map<String, String> environment = Map.of(
                "DRAIN_PORT", "{{port:9901}}",
                "DRAIN_POLL_SECONDS", "0.2",
                "DRAIN_EMIT_SECONDS", "0.2",
                "DRAIN_GRACE_SECONDS", "1",
                "DRAIN_BUSY_UNKNOWN_SECONDS", "0",
                "DRAIN_METRIC_RESOLUTION", "1");
        return new LocalImage(command("io.ecsdrain.sidecar.Main"), environment, Set.of("DRAIN_BUSY_PORTS"));
    }

    private static List<String> command(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    @BeforeEach
    void cluster() {
        aws.switches().set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true);
        ClusterFixture fixture =
                new ClusterFixture(Landscape.CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling());
        fixture.createCluster();
        listener = fixture.listener(fixture.loadBalancer("front"), 80);
    }

    @AfterEach
    void close() throws IOException {
        for (Session session : sessions) {
            session.socket().close();
        }
        team.close();
        aws.close();
    }

    @Test
    void keepsItsSessionsUntilTheLastOneIsOver() throws Exception {
        Path definition = Files.writeString(
                folder.resolve("task-definition.json"),
                drain(
                        "task-def",
                        Files.writeString(folder.resolve("app.json"), APP).toString(),
                        "--image",
                        "r/ecs-drain-sidecar:1"));
        deploy(definition, FIRST);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(open());
        }
        deploy(definition, SECOND);

        for (int line = 0; line < LINES; line++) {
            for (Session session : sessions) {
                assertThat(session.lines().readLine())
                        .as("a session's next line")
                        .isNotNull();
            }
            assertThat(about(reap(), FIRST).reason()).isEqualTo("not-ready");
        }
        for (Session session : sessions) {
            session.socket().close();
        }

        await().atMost(SOON).until(() -> {
            reap();
            return service(FIRST).isEmpty();
        });
        assertThat(service(SECOND)).contains(1);
    }

    private void deploy(Path definition, DeploymentKey key) {
        drain(
                "deploy",
                "--yes",
                "--cluster",
                Landscape.CLUSTER,
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

    private RunReport reap() {
        ReaperConfig config = ReaperConfig.parse(Map.of(
                "CLUSTER", Landscape.CLUSTER, "PERIOD", "1", "CONSEC", "2", "MIN_AGE_SEC", "0", "MAX_AGE_HR", "never"));
        return new Reaper(team, config, aws::now, ConvergeSettings.DEFAULT).run();
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

    private Session open() throws IOException {
        URI door = aws.elb().listenerAddress(listener).orElseThrow();
        Socket socket = new Socket(door.getHost(), door.getPort());
        socket.getOutputStream()
                .write("GET /session HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new Session(
                socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** The desired count; empty once the service is gone. */
    private Optional<Integer> service(DeploymentKey key) {
        return team
                .ecs()
                .describeServices(
                        describe -> describe.cluster(Landscape.CLUSTER).services(key.serviceName()))
                .services()
                .stream()
                .filter(service -> service.status().equals("ACTIVE"))
                .map(service -> service.desiredCount())
                .findFirst();
    }
}
