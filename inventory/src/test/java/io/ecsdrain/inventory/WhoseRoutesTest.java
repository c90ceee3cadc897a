package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of all load balancers of the account those are looked at on which a deployment hangs that was asked about. */
class WhoseRoutesTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "1");
    private static final DeploymentKey OTHER = new DeploymentKey("other", "1");

    private ObservedCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Routing routes(Scope scope) {
        return new Inventory(cluster.clients)
                .observe(scope, cluster.aws.now())
                .value()
                .orElseThrow()
                .routing()
                .value()
                .orElseThrow();
    }

    /** A target group behind the default action of a load balancer of its own. @return the listener */
    private String behindABalancerOfItsOwn(String name, String group) {
        String listener = cluster.fixture.listener(cluster.fixture.loadBalancer(name), 80);
        cluster.fixture.defaultAction(listener, group);
        return listener;
    }

    @Test
    void loadBalancersOnWhichOthersHangAreLeftOutWithTheirGroups() {
        cluster.deploy(KEY, "active", 1);
        behindABalancerOfItsOwn("untagged", cluster.fixture.targetGroup("untagged", Map.of()));
        String group = cluster.fixture.targetGroup("other", DeploymentTags.route(OTHER, cluster.aws.now()));
        String listener = behindABalancerOfItsOwn("other", group);

        Routing ofApp = routes(Scope.ofCluster(ObservedCluster.NAME).only("app"));
        assertThat(ofApp.listeners()).extracting(ListenerView::arn).containsExactly(cluster.listener);
        assertThat(ofApp.targetGroups().values())
                .extracting(each -> each.name())
                .containsExactly("tg-app-1");
        Routing ofAll = routes(Scope.ofCluster(ObservedCluster.NAME));
        assertThat(ofAll.listeners())
                .extracting(ListenerView::arn)
                .containsExactlyInAnyOrder(cluster.listener, listener);
        assertThat(ofAll.targetGroups()).hasSize(2).containsKey(group);
    }

    @Test
    void aTargetGroupThatADeploymentUsesIsLookedAtThoughItIsUntagged() {
        String group = cluster.fixture.targetGroup("scripted", Map.of());
        String listener = behindABalancerOfItsOwn("scripted", group);
        cluster.fixture.service(KEY.serviceName(), 0, DeploymentTags.service(KEY, "active"), group);

        Routing seen = routes(Scope.ofCluster(ObservedCluster.NAME));
        assertThat(seen.listeners()).extracting(ListenerView::arn).containsExactly(listener);
        assertThat(seen.targetGroups()).containsOnlyKeys(group);
    }

    @Test
    void whatElseHangsOnALoadBalancerOfOursIsSeenToo() {
        cluster.deploy(KEY, "active", 1);
        String neighbour = cluster.fixture.targetGroup("neighbour", Map.of());
        cluster.fixture.defaultAction(cluster.listener, neighbour);
        assertThat(routes(Scope.ofCluster(ObservedCluster.NAME)).targetGroups())
                .hasSize(2)
                .containsKey(neighbour);
    }

    @Test
    void aTargetGroupThatWasDeletedSinceItWasListedIsLeftOut() {
        cluster.fixture.targetGroup("gone", DeploymentTags.route(KEY, cluster.aws.now()));
        cluster.deploy(KEY, "active", 1);
        // One ARN that is gone fails the call for both, then the call for it alone; DescribeTargetGroups names it
        // first.
        cluster.aws
                .faults()
                .on("elasticloadbalancing", "DescribeTags")
                .times(2)
                .then(new Fault.Refuse(AwsError.badRequest("TargetGroupNotFound", "gone")));
        assertThat(routes(Scope.ofCluster(ObservedCluster.NAME)).targetGroups()).hasSize(1);
    }
}
