package io.ecsdrain.bench.canary;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.SdkClients;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLimit;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.wire.CallRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * A cluster whose tasks are processes of {@link CanaryApp} behind a load balancer that listens. The deployer is the
 * whole program, over the wire. Time is stepped by what the deployer waits; metrics come late, and each of its calls
 * takes its time.
 */
final class Stage implements AutoCloseable {

    static final String CLUSTER = "prod";
    static final DeploymentKey LIVE = new DeploymentKey("shop", "v1");
    static final DeploymentKey CANARY = new DeploymentKey("shop", "v2");

    /** The images of an app that answers, and of one that fails one request in twenty. */
    static final String GOOD = "shop:good";

    static final String BAD = "shop:bad";

    private static final String DEFINITION = """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
             "containerDefinitions": [{"name": "app", "image": "%s", "portMappings": [{"containerPort": 8080}]}]}
            """;

    private static final Meanwhile NOBODY = new Meanwhile() {
        @Override
        public void clients(int percent) {}

        @Override
        public void second() {}

        @Override
        public void call() {}
    };

    private static final int ONE_IN_TWENTY = 20;
    private static final String DEPLOYER = "AKDEPLOYER";
    private static final Duration CALL = Duration.ofMillis(30);
    private static final Duration METRIC_LAG = Duration.ofSeconds(90);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LocalAws aws = LocalAws.builder()
            .clock(Instant.parse("2026-01-01T00:00:30Z"))
            .tasks(TaskMode.PROCESS)
            .metricLag(METRIC_LAG)
            .image(GOOD, Apps.image(0))
            .image(BAD, Apps.image(ONE_IN_TWENTY))
            .start();
    private final SdkClients team = SdkClients.of(aws.endpoint(), "AKTEAM");
    private final ClusterFixture fixture =
            new ClusterFixture(CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling()).createCluster();
    private final String balancer = fixture.loadBalancer("front");
    private final String listener = fixture.listener(balancer, 80);

    /** How the deployer ended, and what it said. */
    record Ended(int exit, String err) {}

    /** What happens beside the deployer of a canary. */
    interface Meanwhile {

        /** Before each look at a canary that has this share; time stands still until it returns. */
        void clients(int percent);

        /** After each second. */
        void second();

        /** Just before a call of the deployer, whatever has a share. */
        void call();
    }

    Stage() {
        aws.switches().set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true);
    }

    /** Deploys the app that answers, all at once. */
    void live() throws IOException {
        Ended ended = deploy(LIVE, GOOD, NOBODY, List.of());
        if (ended.exit() != 0) {
            throw new IllegalStateException(ended.err());
        }
    }

    /** Deploys the image in steps, to the end. */
    Ended canary(String image, List<String> more, Meanwhile meanwhile) throws IOException {
        List<String> flags = new ArrayList<>(List.of("--steps", "10%:10m,50%:10m"));
        flags.addAll(more);
        return deploy(CANARY, image, meanwhile, flags);
    }

    LocalAws aws() {
        return aws;
    }

    SdkClients team() {
        return team;
    }

    String balancer() {
        return balancer;
    }

    /** Where clients come in. */
    URI door() {
        return aws.elb().listenerAddress(listener).orElseThrow();
    }

    /** Two tasks of the image. */
    private Ended deploy(DeploymentKey key, String image, Meanwhile meanwhile, List<String> more) throws IOException {
        Path definition = Files.createTempFile("task-definition", ".json");
        try {
            Files.writeString(definition, DEFINITION.formatted(image));
            return deploy(key, definition, meanwhile, more);
        } finally {
            Files.delete(definition);
        }
    }

    private Ended deploy(DeploymentKey key, Path definition, Meanwhile meanwhile, List<String> more) {
        List<String> arguments = List.of(
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
                "sg-1",
                "--health-path",
                "/health",
                "--affinity",
                "cookie:" + CanaryApp.COOKIE,
                // Real processes start while stepped time flies.
                "--timeout",
                "4h");
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader("")),
                false);
        Outside outside = new Outside(
                aws::now, ConvergeSettings.DEFAULT.waiting(time -> await(time, meanwhile)), target -> slow(meanwhile));
        String[] all = Stream.concat(arguments.stream(), more.stream()).toArray(String[]::new);
        return new Ended(Main.run(all, Map.of(), console, outside), err.toString());
    }

    private AwsClients slow(Meanwhile meanwhile) {
        // Asked before each call.
        return new TimeLimit(() -> {
                    meanwhile.call();
                    aws.advance(CALL);
                    return false;
                })
                .on(AwsClients.forTest(aws.endpoint(), DEPLOYER));
    }

    private void await(Duration time, Meanwhile meanwhile) throws InterruptedException {
        List<TargetGroupTuple> shares = shares();
        if (shares.size() < 2) {
            Apps.await(running());
            aws.advance(time);
            return;
        }
        meanwhile.clients(shares.get(1).weight());
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(SECOND)) {
            aws.advance(left.compareTo(SECOND) < 0 ? left : SECOND);
            meanwhile.second();
        }
    }

    private List<TargetGroupTuple> shares() {
        return team
                .elb()
                .describeListeners(describe -> describe.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions()
                .stream()
                .filter(action -> action.forwardConfig() != null)
                .flatMap(action -> action.forwardConfig().targetGroups().stream())
                .toList();
    }

    private List<TaskView> running() {
        return aws.ecs().tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .toList();
    }

    /** The tasks of the canary that run. */
    List<TaskView> canaries() {
        return running().stream()
                .filter(task -> task.serviceName().equals(CANARY.serviceName()))
                .toList();
    }

    /** The canary's target group. */
    String group() {
        return team.ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(CANARY.serviceName()))
                .services()
                .get(0)
                .loadBalancers()
                .get(0)
                .targetGroupArn();
    }

    /** When the deployer last changed where the default action leads. */
    Instant lastChange() {
        return aws.calls().stream()
                .filter(call -> call.operation().equals("ModifyListener")
                        && call.accessKey().equals(DEPLOYER))
                .map(CallRecord::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public void close() {
        team.close();
        aws.close();
    }
}
