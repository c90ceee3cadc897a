package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is gone, contradicts itself, belongs to no deployment or vanishes meanwhile. */
class OddClustersTest extends OnACluster {

    @Test
    void whatIsLeftOfADeploymentWhoseServiceIsGoneIsADeploymentToo() {
        DeploymentKey parameterOnly = new DeploymentKey("app", "0");
        DeploymentKey routesOnly = new DeploymentKey("other", "9");
        twoDeployments();
        cluster.fixture.parameter(parameterOnly.stateParameter(), "draining");
        String group = cluster.fixture.targetGroup("left", DeploymentTags.route(routesOnly, cluster.aws.now()));
        cluster.fixture.affinityRule(
                cluster.listener, 9, routesOnly, group, DeploymentTags.route(routesOnly, cluster.aws.now()));
        String unattached =
                cluster.fixture.targetGroup("left-too", DeploymentTags.route(routesOnly, cluster.aws.now()));

        ClusterSnapshot seen = observe();

        assertThat(seen.deployments()).extracting(Deployment::key).containsExactly(parameterOnly, OLD, NEW, routesOnly);
        assertThat(of(seen, parameterOnly).service()).isEmpty();
        assertThat(of(seen, parameterOnly).tasks().isKnown()).isFalse();
        assertThat(of(seen, routesOnly).targetGroups()).containsExactlyInAnyOrder(group, unattached);
        assertThat(of(seen, routesOnly).parameter().isMissing()).isTrue();
        assertThat(seen.registers()).containsOnlyKeys("app", "other");
    }

    @Test
    void contradictoryAndUntaggedServicesAreOthers() {
        twoDeployments();
        String used = of(observe(), OLD).targetGroups().get(0);
        cluster.fixture.service("svc-app-3", 0, Map.of(), used);
        cluster.fixture.service("svc-app-4", 0, DeploymentTags.service(new DeploymentKey("app", "5"), "active"));

        ClusterSnapshot seen = observe();

        assertThat(seen.deployments()).extracting(Deployment::key).containsExactly(OLD, NEW);
        assertThat(seen.otherServices())
                .extracting(ServiceView::name)
                .containsExactlyInAnyOrder("svc-app-3", "svc-app-4");
        assertThat(seen.otherServices())
                .anyMatch(service -> service.targetGroupArns().equals(List.of(used)));
        assertThat(seen.remarks()).singleElement().asString().contains("svc-app-4", "svc-app-5");
    }

    @Test
    void aClusterAndAListenerThatDoNotExistAreConfigurationErrors() {
        assertThatThrownBy(() -> inventory.observe(Scope.ofCluster("nowhere"), cluster.aws.now()))
                .isInstanceOf(NotThere.class)
                .hasMessage("no such cluster: 'nowhere'");
        String gone = cluster.listener + "0";
        assertThatThrownBy(() -> inventory.observe(
                        Scope.ofCluster(ObservedCluster.NAME).with(List.of(cluster.listener, gone)), cluster.aws.now()))
                .isInstanceOf(NotThere.class)
                .hasMessage("no such listener among: " + cluster.listener + ", " + gone);
    }

    @Test
    void aGivenListenerIsLookedAtThoughNoDeploymentHangsOnIt() {
        ClusterSnapshot seen = inventory
                .observe(Scope.ofCluster(ObservedCluster.NAME).with(List.of(cluster.listener)), cluster.aws.now())
                .value()
                .orElseThrow();
        assertThat(seen.routing().value().orElseThrow().listeners())
                .extracting(ListenerView::arn)
                .containsExactly(cluster.listener);
        assertThat(seen.deployments()).isEmpty();
    }

    @Test
    void oneResourceThatVanishesDoesNotCostTheTagsOfTheOthers() {
        twoDeployments();
        // DescribeTags fails whole if one of its ARNs is gone, as after a deletion since the listing.
        cluster.aws
                .faults()
                .on("elasticloadbalancing", "DescribeTags")
                .times(1)
                .then(new Fault.Refuse(AwsError.badRequest("TargetGroupNotFound", "gone")));
        ClusterSnapshot seen = observe();
        assertThat(seen.deployments())
                .allMatch(deployment -> deployment.targetGroups().size() == 1);
        assertThat(seen.routing().value().orElseThrow().targetGroups().values())
                .extracting(group -> group.tags().get("deployment_id"))
                .containsExactlyInAnyOrder("1", "2");
    }
}
