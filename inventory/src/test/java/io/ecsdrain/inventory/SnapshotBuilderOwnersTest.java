package io.ecsdrain.inventory;

import static io.ecsdrain.inventory.Readings.CLUSTER;
import static io.ecsdrain.inventory.Readings.NOW;
import static io.ecsdrain.inventory.Readings.NO_ROUTES;
import static io.ecsdrain.inventory.Readings.V1;
import static io.ecsdrain.inventory.Readings.V2;
import static io.ecsdrain.inventory.Readings.deployment;
import static io.ecsdrain.inventory.Readings.findings;
import static io.ecsdrain.inventory.Readings.service;
import static io.ecsdrain.inventory.Readings.tags;
import static io.ecsdrain.inventory.Readings.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose a deployment without a service is: what is asked about it, and what shows that it is this cluster's. */
class SnapshotBuilderOwnersTest {

    private static final String GROUP = "tg/v2";

    private static Map<String, String> taggedFor(String cluster) {
        Map<String, String> tags = new HashMap<>(tags(V2));
        tags.put(Tags.CLUSTER, cluster);
        return tags;
    }

    private static Observed<Routing> groupOf(Map<String, String> tags, RuleView... rules) {
        TargetGroupView group = new TargetGroupView(
                GROUP, "v2", tags, List.of(), Observed.unknown("not asked"), Observed.unknown("not asked"));
        return Observed.known(new Routing(
                List.of(new ListenerView("listener", "lb", List.of(), Observed.known(List.of(rules)))),
                Map.of(GROUP, group)));
    }

    private static boolean isOwned(SnapshotBuilder findings, DeploymentKey key) {
        findings.parameters(Map.of("app", words()));
        return deployment(findings.snapshot(NOW, NO_ROUTES), key).owned();
    }

    @Test
    void onlyWhatHasNoServiceAndNoTagOfTheClusterIsAskedAbout() {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 1, 0));
        findings.routing(groupOf(tags(V2)));
        assertThat(findings.unownedServices()).containsExactly(V2.serviceName());

        SnapshotBuilder tagged = findings(CLUSTER, service(V1, 1, 0));
        tagged.routing(groupOf(taggedFor("cluster")));
        assertThat(tagged.unownedServices()).isEmpty();
        assertThat(isOwned(tagged, V2)).isTrue();
    }

    @Test
    void ofOneDeploymentThatIsAskedForNoOtherIs() {
        SnapshotBuilder findings = findings(CLUSTER.only(Set.of(V1)));
        findings.routing(groupOf(tags(V2)));

        assertThat(findings.unownedServices()).isEmpty();
    }

    @Test
    void aGroupThatIsTaggedForAnotherClusterMakesNoDeploymentAndOfItsNameNothingIsAsked() {
        SnapshotBuilder findings = findings(CLUSTER);
        findings.routing(groupOf(taggedFor("another")));
        findings.parameters(Map.of("app", words(V1)));

        assertThat(findings.unownedServices()).isEmpty();
        assertThat(findings.snapshot(NOW, NO_ROUTES).deployments())
                .extracting(each -> each.key())
                .containsExactly(V1);
    }

    @Test
    void aRuleOfThisClusterShowsTheGroupThatItLeadsTo() {
        SnapshotBuilder findings = findings(CLUSTER);
        RuleView rule = new RuleView(
                "rule", "listener", 1, List.of(), List.of(new ForwardTarget(GROUP, 1)), taggedFor("cluster"));
        findings.routing(groupOf(tags(V2), rule));

        assertThat(findings.unownedServices()).isEmpty();
        assertThat(isOwned(findings, V2)).isTrue();
    }

    @Test
    void aDeletedServiceThatUsedTheGroupShowsIt() {
        ServiceView deleted =
                new ServiceView("arn", V2.serviceName(), "INACTIVE", NOW, 0, 0, 0, Map.of(), List.of(GROUP), "td");
        SnapshotBuilder findings = findings(CLUSTER);
        findings.routing(groupOf(tags(V2)));

        findings.deletedServices(Map.of());
        assertThat(findings.unownedServices()).as("ECS has forgotten it").hasSize(1);
        findings.deletedServices(Map.of(V2.serviceName(), deleted));
        assertThat(findings.unownedServices()).isEmpty();
        assertThat(isOwned(findings, V2)).isTrue();
    }

    @Test
    void theTagsOfAParameterAreAskedForWhereOneExistsAndShowItToo() {
        SnapshotBuilder findings = findings(CLUSTER);
        findings.routing(groupOf(tags(V2)));
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unownedServices()).containsExactly(V1.serviceName(), V2.serviceName());
        assertThat(findings.unownedParameters()).containsExactly(V1.stateParameter());

        findings.parameterTags(Map.of(V1.stateParameter(), Map.of(Tags.CLUSTER, "cluster")));
        assertThat(findings.unownedServices()).containsExactly(V2.serviceName());
        assertThat(isOwned(findings, V1)).isTrue();
        assertThat(isOwned(findings, V2)).isFalse();
    }
}
