package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** What the verbs make of an account that holds another cluster; over the wire. */
class TwoClustersVerbsTest {

    private static final String OTHER = "my-cluster";
    private static final DeploymentKey THEIRS = new DeploymentKey("shop", "v1");

    private final TestCloud cloud = new TestCloud();
    private final ClusterFixture other = cloud.another(OTHER).createCluster();

    @AfterEach
    void close() {
        cloud.close();
    }

    /** A live one of the other cluster, behind the same load balancer. */
    private void theirs(Map<String, String> tags) {
        String group = other.targetGroup("theirs", tags);
        other.affinityRule(cloud.listener, 900, THEIRS, group, tags);
        other.service(THEIRS.serviceName(), 1, DeploymentTags.service(THEIRS, "active"), group);
        other.parameter(THEIRS.stateParameter(), "active");
        cloud.aws.advance(Duration.ofMinutes(2));
    }

    @Test
    void whatDeployMakesSaysWhichClustersItIs() {
        cloud.deploy("app", "v1");
        assertThat(cloud.tags("svc-app-v1")).containsEntry("cluster", "prod");
        String group = cloud.group("svc-app-v1");
        String rule = cloud.team.elb().describeRules(describe -> describe.listenerArn(cloud.listener)).rules().stream()
                .filter(each -> !each.isDefault())
                .findFirst()
                .orElseThrow()
                .ruleArn();
        assertThat(cloud.team
                        .elb()
                        .describeTags(describe -> describe.resourceArns(group, rule))
                        .tagDescriptions())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.tags())
                        .anyMatch(tag ->
                                tag.key().equals("cluster") && tag.value().equals("prod")));
        assertThat(List.of("/apps/app/live", "/apps/app/v1/state")).allSatisfy(name -> assertThat(cloud.team
                        .ssm()
                        .listTagsForResource(list -> list.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId(name))
                        .tagList())
                .anyMatch(tag -> tag.key().equals("cluster") && tag.value().equals("prod")));
    }

    @Test
    void aLiveDeploymentOfAnotherClusterDoesNotDangle() {
        cloud.deploy("app", "v1");
        theirs(DeploymentTags.route(THEIRS, cloud.aws.now()));
        Ran ran = cloud.run("verify");
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("nothing dangles");
        assertThat(ran.err()).contains("unknown owner: target-group", "unknown owner: parameter /apps/shop/v1/state");
        assertThat(cloud.run("verify", "--output", "json").out()).contains("\"unknown_owner\" : [ {");
        assertThat(cloud.run("status").out()).contains("unknown owner");
        assertThat(cloud.run("explain").out()).contains("shop");
    }

    @Test
    void whatIsTaggedForAnotherClusterIsNotSpokenOf() {
        cloud.deploy("app", "v1");
        theirs(DeploymentTags.route(THEIRS, cloud.aws.now(), OTHER));
        Ran ran = cloud.run("verify");
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out() + ran.err()).doesNotContain("shop");
        assertThat(cloud.run("status").out()).doesNotContain("shop");
    }

    @Test
    void aNameThatIsAnotherClustersIsNotDeployedHere() {
        theirs(DeploymentTags.route(THEIRS, cloud.aws.now(), OTHER));
        long seq = cloud.lastCall();
        Ran ran = cloud.deploy("shop", "v2");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains(OTHER, "a name belongs to one cluster");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }
}
