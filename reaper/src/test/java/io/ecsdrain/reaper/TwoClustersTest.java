package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Two clusters in one account and Region, whose load balancer and parameters are shared; over the wire. */
class TwoClustersTest {

    private static final String OTHER = "my-cluster";
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");
    private static final DeploymentKey THEIRS = new DeploymentKey("shop", "v1");
    private static final DeploymentKey SAME_NAME = new DeploymentKey("app", "v9");

    private ReaperCluster cluster;
    private ClusterFixture other;

    @BeforeEach
    void anotherClusterBesideOurs() {
        cluster = new ReaperCluster();
        cluster.deploy(LIVE, "active", 1);
        cluster.defaultAction(LIVE);
        other = cluster.another(OTHER).createCluster();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void theirs(DeploymentKey key, int desired, Map<String, String> tags) {
        String group = other.targetGroup("theirs-" + key.id(), tags);
        other.affinityRule(cluster.listener, 100, key, group, tags);
        other.service(key.serviceName(), desired, DeploymentTags.service(key, "draining"), group);
        cluster.parameter(key, "draining");
    }

    /** Runs for longer than any time-out; every report that speaks of {@code key} has to give that reason. */
    private void assertUntouched(DeploymentKey key, String reason) {
        int before = cluster.rules().size();
        cluster.aws.advance(Duration.ofMinutes(61));
        for (int run = 0; run < 2; run++) {
            RunReport report = cluster.reap();
            assertThat(report.failed()).isFalse();
            assertThat(reason(report, key)).isEqualTo(reason);
        }
        assertThat(cluster.mutationsByReaper()).noneMatch(operation -> operation.matches("Delete.*|Modify.*|Put.*"));
        assertThat(cluster.rules()).hasSize(before);
    }

    private static Map<String, String> untagged(DeploymentKey key, ReaperCluster cluster) {
        return DeploymentTags.route(key, cluster.aws.now());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatAnOlderDeployerMadeInAnotherClusterIsNoLeftoverOfOursScaledToZeroOrNot(int desired) {
        theirs(THEIRS, desired, untagged(THEIRS, cluster));
        assertUntouched(THEIRS, "unknown-owner");
    }

    @Test
    void whatIsTaggedForAnotherClusterIsNotEvenSpokenOf() {
        theirs(THEIRS, 0, DeploymentTags.route(THEIRS, cluster.aws.now(), OTHER));
        assertUntouched(THEIRS, "gone");
    }

    @Test
    void theParameterOfOneThatATeamsScriptMadeThereWithTasksIsKept() {
        String group = other.targetGroup("theirs", Map.of());
        other.affinityRule(cluster.listener, 100, SAME_NAME, group, Map.of("team", "shop"));
        other.service(SAME_NAME.serviceName(), 2, Map.of(), group);
        cluster.parameter(SAME_NAME, "draining");
        assertUntouched(SAME_NAME, "unknown-owner");
    }

    @Test
    void ofANameThatIsInBothClustersNothingIsTouchedAndTheReportSaysSo() {
        cluster.deploy(new DeploymentKey("app", "v1"), "draining", 0);
        theirs(SAME_NAME, 1, DeploymentTags.route(SAME_NAME, cluster.aws.now(), OTHER));
        cluster.parameter(SAME_NAME, "active");
        cluster.parameter("/apps/app/live", LIVE.id());
        assertUntouched(new DeploymentKey("app", "v1"), "other-cluster");
        assertThat(cluster.reap().decisions())
                .allSatisfy(each -> assertThat(each.decision().detail()).contains(OTHER));
    }

    @Test
    void whatEcsStillKnowsOfADeletedServiceTellsWhoseItsPartsWere() {
        cluster.deploy(THEIRS, "draining", 1);
        cluster.team.elb().removeTags(remove -> remove.resourceArns(cluster.group(THEIRS), ruleOf(THEIRS))
                .tagKeys(Tags.CLUSTER));
        cluster.aws.advance(Duration.ofMinutes(61));
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(THEIRS.serviceName())
                .force(true));
        cluster.aws.advance(Duration.ofMinutes(10));
        assertThat(reason(cluster.reap(), THEIRS)).isEqualTo("leftover");
        assertThat(cluster.rules()).hasSize(1);
        assertThat(cluster.targetGroups()).hasSize(1);
    }

    @Test
    void aParameterThatIsTaggedForThisClusterIsItsLeftover() {
        cluster.parameter(SAME_NAME, "draining");
        tag(SAME_NAME, ReaperCluster.NAME);
        cluster.aws.advance(Duration.ofMinutes(61));
        assertThat(reason(cluster.reap(), SAME_NAME)).isEqualTo("leftover");
        assertThat(reason(cluster.reap(), SAME_NAME)).isEqualTo("gone");
    }

    @Test
    void aParameterThatIsTaggedForAnotherClusterIsKept() {
        cluster.parameter(SAME_NAME, "draining");
        tag(SAME_NAME, OTHER);
        assertUntouched(SAME_NAME, "other-cluster");
    }

    private void tag(DeploymentKey key, String itsCluster) {
        cluster.team.ssm().addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(key.stateParameter())
                .tags(Tag.builder().key(Tags.CLUSTER).value(itsCluster).build()));
    }

    @Test
    void whatTheReaperParksAndScalesDownSaysFromThenOnWhoseItIs() {
        DeploymentKey old = new DeploymentKey("app", "v1");
        cluster.deploy(old, "draining", 1);
        cluster.team.elb().removeTags(remove -> remove.resourceArns(cluster.group(old), ruleOf(old))
                .tagKeys(Tags.CLUSTER));
        for (int minute = 0; minute < 6 && cluster.service(old).orElseThrow().desiredCount() > 0; minute++) {
            cluster.minute(old, 1);
            cluster.reap();
        }
        assertThat(cluster.service(old).orElseThrow().desiredCount()).isZero();
        assertThat(clusterTags(List.of(cluster.group(old), ruleOf(old))))
                .containsExactly(ReaperCluster.NAME, ReaperCluster.NAME);
    }

    private String ruleOf(DeploymentKey key) {
        return cluster.rules().stream()
                .filter(rule -> rule.actions().get(0).targetGroupArn().equals(cluster.group(key)))
                .findFirst()
                .orElseThrow()
                .ruleArn();
    }

    private List<String> clusterTags(List<String> arns) {
        return cluster.team.elb().describeTags(describe -> describe.resourceArns(arns)).tagDescriptions().stream()
                .flatMap(description -> description.tags().stream())
                .filter(tag -> tag.key().equals(Tags.CLUSTER))
                .map(software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag::value)
                .toList();
    }
}
