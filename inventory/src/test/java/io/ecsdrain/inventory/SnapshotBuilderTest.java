package io.ecsdrain.inventory;

import static io.ecsdrain.inventory.Readings.CLUSTER;
import static io.ecsdrain.inventory.Readings.EU;
import static io.ecsdrain.inventory.Readings.NOW;
import static io.ecsdrain.inventory.Readings.NO_ROUTES;
import static io.ecsdrain.inventory.Readings.V1;
import static io.ecsdrain.inventory.Readings.V2;
import static io.ecsdrain.inventory.Readings.deployment;
import static io.ecsdrain.inventory.Readings.findings;
import static io.ecsdrain.inventory.Readings.routes;
import static io.ecsdrain.inventory.Readings.service;
import static io.ecsdrain.inventory.Readings.tags;
import static io.ecsdrain.inventory.Readings.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the readings: whose everything is, what is read next, and what stays unknown. */
class SnapshotBuilderTest {

    @Test
    void aServiceOfANameThatIsNotLookedAtMayStillUseATargetGroup() {
        SnapshotBuilder findings =
                findings(CLUSTER.only("app"), service(V1, 1, 0, "tg/1", "tg/2"), service(EU, 1, 0, "tg/eu"));
        assertThat(findings.usedTargetGroups()).containsExactlyInAnyOrder("tg/1", "tg/2");
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Lookup.missing()));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(snapshot.deployments()).extracting(Deployment::key).containsExactly(V1);
        assertThat(snapshot.otherServices()).extracting(ServiceView::name).containsExactly(EU.serviceName());
        assertThat(snapshot.cluster()).isEqualTo("arn:cluster");
        assertThat(snapshot.takenAt()).isEqualTo(NOW);
    }

    @Test
    void tagsOfGroupsAndRulesAndParametersSpeakOfDeploymentsWhoseServiceIsGone() {
        SnapshotBuilder findings = findings(CLUSTER);
        assertThat(findings.unreadNames()).isEmpty();
        findings.routing(routes(V2, EU));
        assertThat(findings.unreadNames()).containsExactly("app", "app-eu");
        findings.parameters(Map.of("app", words(V1), "app-eu", words()));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(snapshot.deployments()).extracting(Deployment::key).containsExactly(V1, V2, EU);
        assertThat(deployment(snapshot, V2).targetGroups()).containsExactly("tg/tagged");
        assertThat(deployment(snapshot, V2).tasks().unknownBecause()).contains("no service to list tasks of");
        assertThat(deployment(snapshot, V1).parameter().found().isPresent()).isTrue();
        assertThat(deployment(snapshot, V2).parameter().isMissing()).isTrue();
        assertThat(snapshot.remarks()).contains("odd", "strange");
    }

    @Test
    void whereOneNameIsAskedForThoseOfAnotherAreNoDeployments() {
        SnapshotBuilder findings = findings(CLUSTER.only("app"));
        findings.routing(routes(EU, EU));
        assertThat(findings.unreadNames()).containsExactly("app");
        findings.parameters(Map.of("app", words()));
        assertThat(findings.snapshot(NOW, NO_ROUTES).deployments()).isEmpty();
    }

    @Test
    void halfATagIsRemarkedUpon() {
        SnapshotBuilder findings = findings(CLUSTER);
        RuleView half = new RuleView("rule", "l", 1, List.of(), List.of(), Map.of(Tags.DEPLOYMENT_ID, "v1"));
        findings.routing(Observed.known(
                new Routing(List.of(new ListenerView("l", "lb", List.of(), Observed.known(List.of(half)))), Map.of())));
        assertThat(findings.snapshot(NOW, NO_ROUTES).remarks())
                .contains("rule rule lacks the tag deployment_name beside the other one");
    }

    @ParameterizedTest
    @CsvSource({"cluster, tg/service tg/tagged", "'', tg/service", "another, tg/service"})
    void aGroupTaggedForItIsItsOwnBesideItsServicesIfItIsTaggedForThisClusterToo(String cluster, String groups) {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 1, 0, "tg/service"));
        Map<String, String> tags = new HashMap<>(tags(V1));
        if (!cluster.isEmpty()) {
            tags.put(Tags.CLUSTER, cluster);
        }
        findings.routing(Observed.known(new Routing(
                List.of(),
                Map.of(
                        "tg/tagged",
                        new TargetGroupView(
                                "tg/tagged", "tg", tags, List.of(), Observed.unknown(""), Observed.unknown(""))))));
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Lookup.missing()));
        assertThat(deployment(findings.snapshot(NOW, NO_ROUTES), V1).targetGroups())
                .containsExactly(groups.split(" "));
    }

    @Test
    void wordsThatCouldNotBeReadAreUnknownAndNotMissing() {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 1, 0));
        findings.parameters(Map.of("app", Observed.unknown("throttled")));
        findings.scaling(Map.of(V1.serviceName(), Lookup.unknown("throttled")));
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
        SnapshotBuilder findings = findings(CLUSTER, service(EU, 1, 0));
        findings.parameters(Map.of("app", words(leftover, V1), "app-eu", words()));
        assertThat(findings.unreadScaling()).containsExactlyInAnyOrder(EU.serviceName(), V1.serviceName());
        findings.scaling(Map.of(
                EU.serviceName(), Lookup.of(target),
                V1.serviceName(), Lookup.missing()));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, leftover).scaling()).isEqualTo(Lookup.missing());
        assertThat(deployment(snapshot, EU).scaling()).isEqualTo(Lookup.of(target));
    }

    @Test
    void theScalingOfAServiceThatIsNoDeploymentIsNotAskedFor() {
        SnapshotBuilder findings = findings(CLUSTER, List.of(service(V1, 1, 0)));
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadScaling()).isEmpty();
    }

    @Test
    void aFenceIsPartOfItsDeploymentAndMakesOneToo() {
        ParameterView fence = new ParameterView(V1.fenceParameter(), "a fence", NOW, 1);
        SnapshotBuilder findings = findings(CLUSTER.only("app"));
        findings.parameters(Map.of(
                "app", Observed.known(new NameParameters(Optional.empty(), Map.of(), Map.of(V1, fence), List.of()))));

        assertThat(deployment(findings.snapshot(NOW, NO_ROUTES), V1).fence()).isEqualTo(Lookup.of(fence));
    }
}
