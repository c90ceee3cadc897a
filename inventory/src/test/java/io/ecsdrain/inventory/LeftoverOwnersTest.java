package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.model.Deployment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * What is left of a deployment without a tag of its cluster: ECS, or the parameter's tags, may still tell whose it was.
 */
class LeftoverOwnersTest extends OnACluster {

    /** As deployers made them before they tagged the cluster. */
    private String groupWithRule() {
        Map<String, String> tags = DeploymentTags.route(OLD, cluster.aws.now());
        String group = cluster.fixture.targetGroup("old", tags);
        cluster.fixture.affinityRule(cluster.listener, 1, OLD, group, tags);
        return group;
    }

    @Test
    void aDeletedServiceThatEcsStillDescribesShowsThatItWasHere() {
        String group = groupWithRule();
        cluster.fixture.service(OLD.serviceName(), 0, DeploymentTags.service(OLD, "draining"), group);
        cluster.team.ecs().deleteService(delete -> delete.cluster(ObservedCluster.NAME)
                .service(OLD.serviceName()));

        Deployment left = of(observe(), OLD);
        assertThat(left.service()).isEmpty();
        assertThat(left.owned()).isTrue();
        assertThat(left.targetGroups()).containsExactly(group);
    }

    @Test
    void whereNoClusterIsShownItIsNotTakenForThisOnes() {
        groupWithRule();

        assertThat(of(observe(), OLD).owned()).isFalse();
    }

    @Test
    void aParameterShowsItByItsTagOfTheCluster() {
        cluster.deploy(NEW, "active", 1);
        cluster.parameter(OLD, "draining");
        assertThat(of(observe(), OLD).owned()).isFalse();

        cluster.team.ssm().addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(OLD.stateParameter())
                .tags(Tag.builder()
                        .key(Tags.CLUSTER)
                        .value(ObservedCluster.NAME)
                        .build()));
        assertThat(of(observe(), OLD).owned()).isTrue();
    }

    @Test
    void whereAllIsShownNeitherIsAskedFor() {
        twoDeployments();
        observe();

        assertThat(cluster.calls("AKTEST")).doesNotContain("ListTagsForResource");
    }
}
