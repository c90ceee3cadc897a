package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.DeploymentTags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** A deployment with an affinity rule on its own listener and one on another's, over the wire. */
class SeveralListenersTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");
    private static final DeploymentKey OTHER = new DeploymentKey("shop", "v1");

    private ReaperCluster cluster;
    private String others;

    @BeforeEach
    void aSecondListenerThatBelongsToAnotherName() {
        cluster = new ReaperCluster();
        cluster.deploy(OTHER, "active", 1);
        cluster.supersede(OLD, LIVE, 1);
        others = cluster.fixture.listener(cluster.balancer, 8443);
        cluster.fixture.defaultAction(others, cluster.group(OTHER));
        Map<String, String> tags = DeploymentTags.route(OLD, cluster.aws.now(), ReaperCluster.NAME);
        cluster.fixture.affinityRule(others, 1, OLD, cluster.group(OLD), tags);
        cluster.parameter("/apps/app/live", LIVE.id());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theRulesOnAllOfThemAreParkedAndDeletedAndTheOthersDefaultActionStays() {
        cluster.minute(OLD, 1);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("parking");
        assertThat(rules()).singleElement().satisfies(rule -> assertThat(rule.conditions())
                .anyMatch(condition -> "source-ip".equals(condition.field())));
        for (int run = 0; run < 8 && !reason(cluster.reap(), OLD).equals("gone"); run++) {
            cluster.minute(OLD, 1);
        }
        assertThat(cluster.targetGroups()).doesNotContain(cluster.group(OLD));
        assertThat(rules()).isEmpty();
        assertThat(cluster.fixture.defaultGroup(others)).isEqualTo(cluster.group(OTHER));
        assertThat(cluster.mutationsByReaper()).doesNotContain("ModifyListener");
    }

    private List<Rule> rules() {
        return cluster.team.elb().describeRules(describe -> describe.listenerArn(others)).rules().stream()
                .filter(rule -> !rule.isDefault())
                .toList();
    }
}
