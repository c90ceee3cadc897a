package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.ServiceReader.Listed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of the readings: whose everything is, what is read next, and what stays unknown. */
class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");
    private static final DeploymentKey EU = new DeploymentKey("app-eu", "v1");
    private final Scope cluster = Scope.ofCluster("cluster");
    private static final Observed<Routing> NO_ROUTES = Observed.known(new Routing(List.of(), Map.of()));

    private static ServiceView service(DeploymentKey key, int running, int pending, String... groups) {
        return new ServiceView(
                "arn:" + key, key.serviceName(), "ACTIVE", NOW, 1, running, pending, tags(key), List.of(groups), "td");
    }

    private static Map<String, String> tags(DeploymentKey key) {
        return Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id());
    }

    private static Findings findings(Scope scope, ServiceView... services) {
        return findings(scope, List.of(), services);
    }

    private static Findings findings(Scope scope, List<ServiceView> others, ServiceView... services) {
        Map<DeploymentKey, ServiceView> deployments = new HashMap<>();
        for (ServiceView each : services) {
            deployments.put(
                    new DeploymentKey(
                            each.tags().get(Tags.DEPLOYMENT_NAME), each.tags().get(Tags.DEPLOYMENT_ID)),
                    each);
        }
        return new Findings(scope, new Listed(Optional.of("arn:cluster"), deployments, others, List.of("odd")));
    }

    private static Observed<NameParameters> words(DeploymentKey... draining) {
        Map<DeploymentKey, ParameterView> states = new HashMap<>();
        for (DeploymentKey key : draining) {
            states.put(key, new ParameterView(key.stateParameter(), "draining", NOW, 2));
        }
        return Observed.known(new NameParameters(
                Optional.of(new ParameterView(ParameterPaths.live("app"), "v2", NOW, 1)), states, List.of("strange")));
    }

    private static TaskView task(String id, String status) {
        return new TaskView("task/" + id, id, status, status, Optional.of(NOW));
    }

    private static Observed<Routing> routes(DeploymentKey group, DeploymentKey rule) {
        TargetGroupView tagged = new TargetGroupView(
                "tg/tagged", "tagged", tags(group), List.of("lb"), Observed.known(300), Observed.unknown("not asked"));
        RuleView found =
                new RuleView("rule", "listener", 1, List.of(), List.of(new ForwardTarget("tg", 1)), tags(rule));
        return Observed.known(new Routing(
                List.of(new ListenerView("listener", "lb", List.of(), Observed.known(List.of(found)))),
                Map.of("tg/tagged", tagged)));
    }

    private static Deployment deployment(ClusterSnapshot snapshot, DeploymentKey key) {
        return snapshot.deployments().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServiceOfANameThatIsNotLookedAtMayStillUseATargetGroup() {
        Findings findings =
                findings(cluster.only("app"), service(V1, 1, 0, "tg/1", "tg/2"), service(EU, 1, 0, "tg/eu"));
        assertThat(findings.usedTargetGroups()).containsExactlyInAnyOrder("tg/1", "tg/2");
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Observed.known(Optional.empty())));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(snapshot.deployments()).extracting(Deployment::key).containsExactly(V1);
        assertThat(snapshot.otherServices()).extracting(ServiceView::name).containsExactly(EU.serviceName());
        assertThat(snapshot.cluster()).isEqualTo("arn:cluster");
        assertThat(snapshot.takenAt()).isEqualTo(NOW);
    }

    @Test
    void tagsOfGroupsAndRulesAndParametersSpeakOfDeploymentsWhoseServiceIsGone() {
        Findings findings = findings(cluster);
        assertThat(findings.unreadNames()).isEmpty();
        findings.routing(routes(V2, EU));
        assertThat(findings.unreadNames()).containsExactly("app", "app-eu");
        findings.parameters(Map.of("app", words(V1), "app-eu", words()));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(snapshot.deployments()).extracting(Deployment::key).containsExactly(V1, V2, EU);
        assertThat(deployment(snapshot, V2).targetGroups()).containsExactly("tg/tagged");
        assertThat(deployment(snapshot, V2).tasks().unknownBecause()).contains("no service to list tasks of");
        assertThat(deployment(snapshot, V1).parameter().isKnownAnd(Optional::isPresent))
                .isTrue();
        assertThat(deployment(snapshot, V2).parameter().isKnownAnd(Optional::isEmpty))
                .isTrue();
        assertThat(snapshot.remarks()).contains("odd", "strange");
    }

    @Test
    void ofAnotherNameTheySpeakToNobodyWhoIsAskedForOne() {
        Findings findings = findings(cluster.only("app"));
        findings.routing(routes(EU, EU));
        assertThat(findings.unreadNames()).containsExactly("app");
        findings.parameters(Map.of("app", words()));
        assertThat(findings.snapshot(NOW, NO_ROUTES).deployments()).isEmpty();
    }

    @Test
    void halfATagIsRemarkedUpon() {
        Findings findings = findings(cluster);
        RuleView half = new RuleView("rule", "l", 1, List.of(), List.of(), Map.of(Tags.DEPLOYMENT_ID, "v1"));
        findings.routing(Observed.known(
                new Routing(List.of(new ListenerView("l", "lb", List.of(), Observed.known(List.of(half)))), Map.of())));
        assertThat(findings.snapshot(NOW, NO_ROUTES).remarks())
                .contains("rule rule lacks the tag deployment_name beside the other one");
    }

    @Test
    void groupsOfTheServiceAndGroupsTaggedForItAreTogether() {
        Findings findings = findings(cluster, service(V1, 1, 0, "tg/service"));
        findings.routing(routes(V1, V1));
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Observed.known(Optional.empty())));
        assertThat(deployment(findings.snapshot(NOW, NO_ROUTES), V1).targetGroups())
                .containsExactly("tg/service", "tg/tagged");
    }

    @Test
    void wordsThatCouldNotBeReadAreUnknownAndNotMissing() {
        Findings findings = findings(cluster, service(V1, 1, 0));
        findings.parameters(Map.of("app", Observed.unknown("throttled")));
        findings.scaling(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, V1).parameter().unknownBecause()).contains("throttled");
        assertThat(deployment(snapshot, V1).scaling().unknownBecause()).contains("throttled");
        assertThat(snapshot.registers().get("app").unknownBecause()).contains("throttled");
    }

    /** app/eu-v1's service would have the name that app-eu/v1's has. */
    @Test
    void aScalableTargetIsNotALeftoversWhoseServiceNameIsAnothers() {
        DeploymentKey leftover = new DeploymentKey("app", "eu-v1");
        ScalingView target = new ScalingView("service/" + EU.serviceName(), 1, 4, false, false, false);
        Findings findings = findings(cluster, service(EU, 1, 0));
        findings.parameters(Map.of("app", words(leftover, V1), "app-eu", words()));
        assertThat(findings.unreadScaling()).containsExactlyInAnyOrder(EU.serviceName(), V1.serviceName());
        findings.scaling(Map.of(
                EU.serviceName(), Observed.known(Optional.of(target)),
                V1.serviceName(), Observed.known(Optional.empty())));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, leftover).scaling()).isEqualTo(Observed.known(Optional.empty()));
        assertThat(deployment(snapshot, EU).scaling()).isEqualTo(Observed.known(Optional.of(target)));
    }

    @Test
    void soIsAnOtherServicesName() {
        Findings findings = findings(cluster, List.of(service(V1, 1, 0)));
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadScaling()).isEmpty();
    }

    @Test
    void tasksAreReadOfWhatDrainsAndOfOneDeploymentAloneWhereOneIsAskedFor() {
        ServiceView draining = service(V1, 2, 1);
        ServiceView other = service(V2, 3, 0);
        Findings findings = findings(cluster, List.of(service(EU, 4, 0)), draining, other);
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadTasks()).containsExactly(draining);
        assertThat(findings.runningTasks()).isEqualTo(2 + 1 + 3 + 4);
        findings.parameters(Map.of("app", words(V1, V2)));
        assertThat(findings.unreadTasks()).containsExactly(draining, other);
        Findings one = findings(cluster.only(V2), draining, other);
        one.parameters(Map.of("app", words(V1, V2)));
        assertThat(one.unreadTasks()).containsExactly(other);
    }

    @Test
    void tasksOfAServiceThatIsEmptiedAreReadBeforeItsParameterIsAndNotTwice() {
        ServiceView parked =
                new ServiceView("arn", V1.serviceName(), "ACTIVE", NOW, 0, 1, 0, tags(V1), List.of(), "td");
        Findings findings = findings(cluster, parked);
        assertThat(findings.unreadTasks()).containsExactly(parked);
        assertThat(findings.leavesOpen()).isTrue();
        findings.tasks(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        assertThat(findings.unreadTasks()).isEmpty();
        findings.scaling(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        assertThat(findings.unreadScaling()).isEmpty();
        assertThat(findings.leavesOpen()).isTrue();
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadNames()).isEmpty();
        assertThat(findings.leavesOpen()).isFalse();
        findings.parameters(Map.of("app", words(V2)));
        assertThat(findings.leavesOpen()).isTrue();
    }

    @Test
    void onlyTasksThatAreMeantToRunOfWhatDrainsAreAskedAboutAndEachOnce() {
        Findings findings = findings(cluster, service(V1, 2, 0), service(V2, 1, 0));
        findings.parameters(Map.of("app", words(V1)));
        findings.scaling(Map.of(
                V1.serviceName(), Observed.known(Optional.empty()),
                V2.serviceName(), Observed.known(Optional.empty())));
        findings.tasks(Map.of(
                V1.serviceName(),
                Observed.known(List.of(task("a", "RUNNING"), task("b", "RUNNING"), task("gone", "STOPPED"))),
                V2.serviceName(),
                Observed.known(List.of(task("a", "RUNNING")))));
        Set<String> all = Set.of("a", "b", "gone", "stranger");
        assertThat(findings.unasked(Map.of(V1, all, V2, all)))
                .containsExactlyInAnyOrder(new Subject(V1, "a"), new Subject(V1, "b"));
        assertThat(findings.unasked(Map.of(V1, Set.of("b")))).containsExactly(new Subject(V1, "b"));
        Evidence said = new Evidence.Points(List.of(new Evidence.Point(NOW, 1)));
        findings.evidence(Map.of(new Subject(V1, "b"), said));
        assertThat(findings.unasked(Map.of(V1, all))).containsExactly(new Subject(V1, "a"));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, V1).evidence())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", new Evidence.NotAsked(Optional.of("b")), "b", said));
        assertThat(deployment(snapshot, V2).evidence()).isEmpty();
        assertThat(deployment(snapshot, V2).tasks().isKnown()).isTrue();
    }

    @Test
    void tasksThatNobodyAskedForAreNotNone() {
        Findings findings = findings(cluster, service(V1, 1, 0));
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Observed.known(Optional.empty())));
        assertThat(deployment(findings.snapshot(NOW, NO_ROUTES), V1).tasks().unknownBecause())
                .contains("not asked for");
    }

    @Test
    void tasksThatCouldNotBeReadAreUnknown() {
        Findings findings = findings(cluster, service(V1, 2, 0));
        findings.parameters(Map.of("app", words(V1)));
        findings.scaling(Map.of(V1.serviceName(), Observed.known(Optional.empty())));
        findings.tasks(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, V1).tasks().unknownBecause()).contains("throttled");
        assertThat(deployment(snapshot, V1).evidence()).isEmpty();
    }
}
