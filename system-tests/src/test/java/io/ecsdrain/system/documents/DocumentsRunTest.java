package io.ecsdrain.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * README.md, and docs/adopt.md in both its variants, each in a shell of its own. They run beside one another, since
 * most of their time is spent waiting for programs that start.
 */
@NeedsReadersTools
@TestInstance(Lifecycle.PER_CLASS)
class DocumentsRunTest {

    private static final Path README = Path.of("../README.md");
    private static final Path ADOPT = Path.of("../docs/adopt.md");
    /** Sections of the README that need no AWS of the reader's. */
    private static final Set<String> TRY =
            Set.of("Try it, without an AWS account", "What the demo shows, and an AWS of your own");

    private static final String NOTHING = "From nothing";
    private static final String BEHIND = "Behind your own deploy script";
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> leftOut = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> ran = Collections.synchronizedSet(new TreeSet<>());
    private Future<?> readme;
    private Future<?> fromNothing;
    private Future<?> behind;

    @BeforeAll
    void begin() {
        behind = threads.submit(() -> reading("behind", TaskMode.PROCESS, this::behindOnesOwnScript));
        fromNothing = threads.submit(() -> reading("nothing", TaskMode.PROCESS, this::fromNothing));
        readme = threads.submit(() -> reading("readme", TaskMode.INERT, this::readme));
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
    }

    @Test
    void readmeMd() throws Exception {
        readme.get();
    }

    @Test
    void adoptMdFromNothing() throws Exception {
        fromNothing.get();
    }

    @Test
    void adoptMdBehindOnesOwnScript() throws Exception {
        behind.get();
    }

    @Test
    void noCommandIsOverlookedAndNothingIsListedAsLeftOutThatNoLongerOccurs() throws Exception {
        readme.get();
        fromNothing.get();
        behind.get();
        List<String> all = new ArrayList<>();
        for (Path file : List.of(README, ADOPT)) {
            DocCommand.all(file).forEach(command -> all.add(command.where()));
        }
        assertThat(ran).containsExactlyInAnyOrderElementsOf(all);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(leftOut);
    }

    @FunctionalInterface
    private interface Reading {
        void in(ReadersWorld world) throws Exception;
    }

    private Void reading(String name, TaskMode tasks, Reading reading) throws Exception {
        try (ReadersWorld world = new ReadersWorld(folder.resolve(name), tasks)) {
            reading.in(world);
            asked.addAll(world.counter().asked());
            leftOut.addAll(world.counter().leftOut());
        }
        return null;
    }

    private List<DocCommand> commands(Path file, Predicate<DocCommand> read) throws Exception {
        List<DocCommand> commands = DocCommand.all(file).stream().filter(read).toList();
        commands.forEach(command -> ran.add(command.where()));
        return commands;
    }

    private void readme(ReadersWorld world) throws Exception {
        String port = Integer.toString(new Ports().take());
        try (DocRun run =
                new DocRun(world.desk().shell("try", Map.of()), world.desk().failures())) {
            run.fill("./drain local", "./drain local --port " + port)
                    .fill("4566", port)
                    .shows("./drain local", "ready http://127.0.0.1:" + port + "\n")
                    .shows("./drain status", "hello")
                    .all(commands(README, command -> TRY.contains(command.section())));
        }
        DeploymentKey earlier = new DeploymentKey("myapp", "20251028-183000-abc1234");
        ClusterFixture cluster = new ClusterFixture(
                        "my-cluster",
                        world.team().ecs(),
                        world.team().elb(),
                        world.team().ssm(),
                        world.team().scaling())
                .createCluster()
                .registerApp();
        String listener = cluster.listener(cluster.loadBalancer("front"), 80);
        cluster.defaultAction(
                listener,
                cluster.deployment(
                        listener, 1, earlier, "active", 1, world.aws().now()));
        cluster.parameter(earlier.stateParameter(), "active");
        cluster.parameter(ParameterPaths.live(earlier.name()), earlier.id());
        Files.writeString(world.desk().home().resolve("task-definition.json"), """
                {"family": "myapp", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
                 "memory": "512", "containerDefinitions": [
                   {"name": "app", "image": "app", "portMappings": [{"containerPort": 8080}]}]}
                """);
        try (DocRun run = new DocRun(
                world.desk()
                        .shell(
                                "use",
                                Map.of(
                                        "AWS_ENDPOINT_URL",
                                        world.aws().endpoint().toString(),
                                        "AWS_REGION",
                                        "eu-west-1")),
                world.desk().failures())) {
            run.fill("arn:aws:...:listener/...", listener)
                    .shows("./drain rollback", earlier.id())
                    .all(commands(README, command -> !TRY.contains(command.section())));
        }
        assertThat(world.team()
                        .ssm()
                        .getParameter(get -> get.name(ParameterPaths.live(earlier.name())))
                        .parameter()
                        .value())
                .isEqualTo(earlier.id());
    }

    private void fromNothing(ReadersWorld world) throws Exception {
        try (DocRun run = adopting(world, "nothing")) {
            run.before("aws ecs delete-service", () -> shortenDeregistration(world))
                    .shows("output DeployCommand", "^\\./drain deploy --region eu-west-1 ")
                    .shows("output Url", "^http://")
                    .all(commands(
                            ADOPT,
                            command -> !command.section().equals(BEHIND)
                                    && !command.mark().equals("behind your own deploy script")));
        }
        assertThat(world.team().ecs().listClusters().clusterArns()).isEmpty();
        assertThat(world.team().elb().describeTargetGroups().targetGroups()).isEmpty();
    }

    private void behindOnesOwnScript(ReadersWorld world) throws Exception {
        OwnScriptsWorld script = new OwnScriptsWorld(world.team());
        script.deploy(ReadersWorld.APP);
        try (DocRun run = adopting(world, "behind")) {
            run.before(
                            "./drain activate",
                            () -> script.rollOut(
                                    world.aws().endpoint(), world.desk().home().resolve("task-definition.json")))
                    .all(commands(
                            ADOPT,
                            command -> !command.section().equals(NOTHING)
                                    && !command.mark().equals("from nothing")));
        }
        assertThat(world.team().ecs().listServices(list -> list.cluster("prod")).serviceArns())
                .hasSize(2);
    }

    /** What both variants begin and end with. */
    private static DocRun adopting(ReadersWorld world, String name) throws Exception {
        DocShell shell = world.desk()
                .shell(name, Map.of("AWS_ENDPOINT_URL", world.aws().endpoint().toString()));
        return new DocRun(shell, world.desk().failures())
                .before("curl -f -X PUT", () -> await().atMost(SOON)
                        .until(() -> Files.isRegularFile(world.desk().sidecarPort())))
                .shows("aws sts", "123456789012")
                .shows("curl -f -X PUT", "\"busy\":12,")
                .shows("./drain status", "active")
                .shows("./drain explain", "myapp");
    }

    /** AWS lets targets go for 300 s by default, which the reader waits for and this test does not. */
    private static void shortenDeregistration(ReadersWorld world) {
        world.team().elb().describeTargetGroups().targetGroups().forEach(group -> world.team()
                .elb()
                .modifyTargetGroupAttributes(modify -> modify.targetGroupArn(group.targetGroupArn())
                        .attributes(TargetGroupAttribute.builder()
                                .key("deregistration_delay.timeout_seconds")
                                .value("0")
                                .build())));
    }
}
