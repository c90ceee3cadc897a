package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.fixture.ReadyPoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** v2 of {@code app} is live and v1, which scales by itself, is on its way out: as far as a test wants it. */
final class DrainedCloud implements AutoCloseable {

    static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    static final DeploymentKey V2 = new DeploymentKey("app", "v2");

    /** How far the reaper has come with v1. */
    enum Stage {
        STILL_SCALED,
        PARKED,
        AT_ZERO
    }

    final TestCloud cloud = new TestCloud();

    DrainedCloud(Stage stage) {
        this(stage, "cookie:deployment");
    }

    /** @param affinity as {@code --affinity} takes it, of both */
    DrainedCloud(Stage stage, String affinity) {
        succeed(cloud.deploy("app", "v1", "--affinity", affinity));
        cloud.fixture.scalable(V1.serviceName(), 2, 4);
        succeed(cloud.deploy("app", "v2", "--affinity", affinity));
        drain(V1, stage);
    }

    /** Lets the reaper come as far with {@code key}, whose tasks are ready from now on. */
    void drain(DeploymentKey key, Stage stage) {
        reap();
        if (stage == Stage.STILL_SCALED) {
            return;
        }
        for (int minute = 0; minute < 10; minute++) {
            boolean there = stage == Stage.PARKED
                    ? rules(key).stream().allMatch(rule -> rule.conditions().size() == 2)
                    : cloud.describe(key.serviceName()).desiredCount() == 0;
            if (there) {
                return;
            }
            minute();
            reap();
        }
        throw new IllegalStateException(key + " is not " + stage);
    }

    /** Until the reaper's next run scales {@code key} to zero, or deletes it if it is there already. */
    void untilAboutToActOn(DeploymentKey key) {
        for (int minute = 0; minute < 10; minute++) {
            String next = cloud.run("explain", key.id(), "--output", "json").out();
            if (next.contains("\"ScaleToZero\"") || next.contains("\"DeleteService\"")) {
                return;
            }
            minute();
        }
        throw new IllegalStateException("nothing is about to happen to " + key);
    }

    /** The same with {@code variables}, to zero. */
    void drainToZero(DeploymentKey key, Map<String, String> variables) {
        for (int minute = 0; minute < 10; minute++) {
            succeed(cloud.reap(variables));
            if (cloud.describe(key.serviceName()).desiredCount() == 0) {
                return;
            }
            minute();
        }
        throw new IllegalStateException(key + " is not at zero");
    }

    /** One run, by a role of its own. */
    Ran reap() {
        return succeed(cloud.reap());
    }

    /** A minute passes, in which every task of a draining deployment says that it is ready, as an idle one does. */
    void minute() {
        cloud.aws.advance(Duration.ofSeconds(60));
        Stream.of(V1, V2)
                .filter(key -> cloud.state(key.name(), key.id()).equals(Optional.of("draining")))
                .forEach(key -> tasks(key).forEach(task -> says(key, task, 1)));
    }

    Stream<String> tasks(DeploymentKey key) {
        return cloud
                .team
                .ecs()
                .listTasks(list -> list.cluster("prod").serviceName(key.serviceName()))
                .taskArns()
                .stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
    }

    /** What the task's sidecar reports. */
    void says(DeploymentKey key, String task, double value) {
        ReadyPoints.put(cloud.team.cloudWatch(), List.of(ReadyPoints.of(key, task, cloud.aws.now(), value)));
    }

    /**
     * That {@code key} alone is active, registered, un-parked, healthy in full number and behind the default action.
     */
    void assertLive(DeploymentKey key) {
        DeploymentKey other = key.equals(V1) ? V2 : V1;
        assertThat(cloud.value("/apps/app/live")).contains(key.id());
        assertThat(cloud.state("app", key.id())).contains("active");
        assertThat(cloud.state("app", other.id())).isNotEqualTo(Optional.of("active"));
        assertThat(cloud.defaultGroup()).contains(cloud.group(key.serviceName()));
        assertThat(cloud.describe(key.serviceName()).desiredCount()).isEqualTo(2);
        assertThat(healthy(key)).isEqualTo(2);
        assertThat(rules(key)).isNotEmpty().allSatisfy(rule -> assertThat(rule.conditions())
                .as("conditions of its rule")
                .hasSize(1));
    }

    Ran rollback(String id, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"rollback", "--deployment-name", "app", "--to", id}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return cloud.run(arguments);
    }

    Rule rule(DeploymentKey key) {
        return rules(key).get(0);
    }

    List<Rule> rules(DeploymentKey key) {
        String group = cloud.group(key.serviceName());
        return cloud.team.elb().describeRules(describe -> describe.listenerArn(cloud.listener)).rules().stream()
                .filter(rule ->
                        !rule.isDefault() && group.equals(rule.actions().get(0).targetGroupArn()))
                .toList();
    }

    ScalableTarget scaling(DeploymentKey key) {
        return cloud.team
                .scaling()
                .describeScalableTargets(describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds("service/prod/" + key.serviceName()))
                .scalableTargets()
                .get(0);
    }

    String delay(DeploymentKey key) {
        return cloud.fixture.delay(cloud.group(key.serviceName()));
    }

    long healthy(DeploymentKey key) {
        String group = cloud.group(key.serviceName());
        return cloud
                .team
                .elb()
                .describeTargetHealth(describe -> describe.targetGroupArn(group))
                .targetHealthDescriptions()
                .stream()
                .map(TargetHealthDescription::targetHealth)
                .filter(health -> health.state() == TargetHealthStateEnum.HEALTHY)
                .count();
    }

    private static Ran succeed(Ran ran) {
        if (ran.exit() != 0) {
            throw new IllegalStateException("exit " + ran.exit() + ": " + ran.err() + ran.out());
        }
        return ran;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
