package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.inventory.model.TaskView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link LiveReader} reads of several things at once: what is there, without what is gone. */
class LiveReaderBatchesTest {

    private static final DeploymentKey V1 = new DeploymentKey("app", "1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "2");

    private ObservedCluster cluster;
    private LiveReader reader;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        reader = new LiveReader(cluster.clients, ObservedCluster.NAME);
        cluster.deploy(V1, "active", 2);
        cluster.deploy(V2, "active", 1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private List<ServiceView> services() {
        return List.of(
                reader.service(V1).found().orElseThrow(),
                reader.service(V2).found().orElseThrow());
    }

    private Map<String, Observed<List<TaskView>>> unstopped() {
        return reader.unstoppedTasks(services());
    }

    private List<String> arns(DeploymentKey key) {
        return unstopped().get(key.serviceName()).value().orElseThrow().stream()
                .map(TaskView::arn)
                .toList();
    }

    private String gone() {
        String arn = cluster.fixture.targetGroup("gone", Map.of());
        cluster.team.elb().deleteTargetGroup(delete -> delete.targetGroupArn(arn));
        return arn;
    }

    @Test
    void parametersByTheirNames() {
        cluster.parameter("/apps/app/live", "2");

        assertThat(reader.register("app").found().orElseThrow().value()).isEqualTo("2");
        Map<String, ParameterView> named = reader.parametersNamed(
                        List.of(V1.stateParameter(), "/apps/app/live", "/apps/app/none"))
                .value()
                .orElseThrow();
        assertThat(named).containsOnlyKeys(V1.stateParameter(), "/apps/app/live");
        assertThat(named.get(V1.stateParameter()).value()).isEqualTo("active");
    }

    @Test
    void aTaskIsReadEachTimeUntilItIsKnownToBeStopped() {
        List<String> first = arns(V1);

        assertThat(first).hasSize(2);
        assertThat(arns(V1)).as("it runs on").isEqualTo(first);
        cluster.scale(V1, 0);
        cluster.settle();
        reader.knowStopped(first);
        assertThat(arns(V1)).isEmpty();
        assertThat(arns(V2)).hasSize(1);
    }

    @Test
    void protectedTasksAreToldFromTheOthers() {
        List<String> arns = arns(V1);
        List<String> ids = cluster.tasks(V1);
        cluster.team.ecs().updateTaskProtection(update -> update.cluster(ObservedCluster.NAME)
                .tasks(arns.get(0))
                .protectionEnabled(true));

        String chosen = arns.get(0).substring(arns.get(0).lastIndexOf('/') + 1);
        assertThat(ids).contains(chosen);
        assertThat(reader.protectedTasks(arns).value()).contains(Set.of(chosen));
    }

    @Test
    void rulesAreReadByTheirNameOrByWhereTheyLead() {
        String first = rule(V1);
        String second = rule(V2);

        assertThat(arnsOf(Set.of(first), Set.of())).containsExactly(first);
        assertThat(arnsOf(Set.of(), Set.of(cluster.group(V2)))).containsExactly(second);
        assertThat(arnsOf(Set.of(first), Set.of(cluster.group(V2)))).containsExactlyInAnyOrder(first, second);
        assertThat(arnsOf(Set.of(), Set.of())).isEmpty();
    }

    private Set<String> arnsOf(Set<String> rules, Set<String> groups) {
        return reader.rules(cluster.listener, rules, groups).value().orElseThrow().stream()
                .map(rule -> rule.view().arn())
                .collect(Collectors.toSet());
    }

    private String rule(DeploymentKey key) {
        return reader.rules(cluster.listener).value().orElseThrow().stream()
                .map(LiveRule::view)
                .filter(view -> view.forwardsTo(cluster.group(key)))
                .map(RuleView::arn)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aListenerIsSeenWithWhereItsDefaultActionLeadsAndWithItsRules() {
        cluster.defaultAction(V1);
        LiveListener listener = reader.listeners(List.of(cluster.listener))
                .value()
                .orElseThrow()
                .get(0);
        List<LiveRule> rules = reader.rules(cluster.listener).value().orElseThrow();

        assertThat(listener.loadBalancerArn()).isEqualTo(cluster.balancer);
        assertThat(listener.defaultTargets())
                .extracting(target -> target.targetGroupArn())
                .containsExactly(cluster.group(V1));
        assertThat(listener.with(rules).rules().value())
                .contains(rules.stream().map(LiveRule::view).toList());
        assertThat(listener.with(rules).defaultTargets()).isEqualTo(listener.defaultTargets());
    }

    @Test
    void targetGroupsAreReadTogetherWithoutThoseThatAreGone() {
        String v1 = cluster.group(V1);
        String v2 = cluster.group(V2);
        String unattached = cluster.fixture.targetGroup("unattached", Map.of());
        String gone = gone();

        assertThat(reader.balancers(List.of(v1, unattached)).value())
                .contains(Map.of(v1, List.of(cluster.balancer), unattached, List.of()));
        assertThat(reader.balancers(List.of(v1, gone, v2)).value())
                .as("one that is gone fails the call for all of them")
                .contains(Map.of(v1, List.of(cluster.balancer), v2, List.of(cluster.balancer)));
        Map<String, Map<String, String>> tags =
                reader.tagsOfTargetGroups(List.of(v1, v2, gone)).value().orElseThrow();
        assertThat(tags).containsOnlyKeys(v1, v2);
        assertThat(tags.get(v2)).containsEntry("deployment_id", "2");
    }

    @Test
    void delayAndTargetsOfAGroup() {
        String group = cluster.group(V1);

        assertThat(reader.deregistrationDelay(group).value()).contains(300);
        List<Target> targets = reader.targets(group).value().orElseThrow();
        assertThat(targets).hasSize(2);
        assertThat(reader.targetsIfThere(group).value()).contains(targets);
        assertThat(reader.targetsIfThere(gone()).value()).contains(List.of());
        assertThat(reader.targets(gone()).isKnown()).isFalse();
    }

    @Test
    void scalableTargetsByTheNamesOfTheirServices() {
        cluster.scalable(V1, 1, 4);

        Map<String, Lookup<ScalingView>> read = reader.scaling(List.of(V1.serviceName(), V2.serviceName()));
        assertThat(read.get(V1.serviceName()).found().orElseThrow().maxCapacity())
                .isEqualTo(4);
        assertThat(read.get(V2.serviceName())).isEqualTo(Lookup.missing());
    }
}
