package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which cluster's something is, by what its tags and ECS say. */
class BelongingsTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final Map<String, String> HERE = Map.of("cluster", "own");
    private static final Map<String, String> ELSEWHERE = Map.of("cluster", "my-cluster");

    private final Belongings belongings =
            new Belongings(new ClusterTag("arn:aws:ecs:eu-west-1:123456789012:cluster/own"));

    private static TargetGroupView group(String arn, Map<String, String> tags) {
        return new TargetGroupView(arn, arn, tags, List.of(), Observed.unknown(""), Observed.unknown(""));
    }

    private static RuleView rule(Map<String, String> tags, String... groups) {
        return new RuleView(
                "rule",
                "listener",
                1,
                List.of(),
                List.of(groups).stream().map(arn -> new ForwardTarget(arn, 1)).toList(),
                tags);
    }

    private static ServiceView deleted(Map<String, String> tags, String... groups) {
        return new ServiceView(
                "arn", KEY.serviceName(), "INACTIVE", Instant.EPOCH, 0, 0, 0, tags, List.of(groups), "td");
    }

    @Test
    void aGroupWithoutTheTagShowsNothing() {
        belongings.group(KEY, group("tg", Map.of()));
        assertThat(belongings.isShown(KEY)).isFalse();
        assertThat(belongings.shownGroups(KEY)).isEmpty();
        assertThat(belongings.unclearGroups(KEY)).containsExactly("tg");
    }

    @Test
    void aTaggedGroupShowsTheDeploymentAndItselfAndNotTheOtherGroup() {
        belongings.group(KEY, group("tg/1", HERE));
        belongings.group(KEY, group("tg/2", Map.of()));
        assertThat(belongings.isShown(KEY)).isTrue();
        assertThat(belongings.shownGroups(KEY)).containsExactly("tg/1");
    }

    @Test
    void aTaggedRuleShowsTheGroupsThatItLeadsToIfTheyAreTheDeployments() {
        belongings.group(KEY, group("tg/1", Map.of()));
        belongings.rule(KEY, rule(HERE, "tg/1", "tg/foreign"));
        assertThat(belongings.isShown(KEY)).isTrue();
        assertThat(belongings.shownGroups(KEY)).containsExactly("tg/1");
    }

    @Test
    void aRuleWithoutTheTagShowsNothing() {
        belongings.group(KEY, group("tg/1", Map.of()));
        belongings.rule(KEY, rule(Map.of(), "tg/1"));
        assertThat(belongings.isShown(KEY)).isFalse();
    }

    @Test
    void whatIsTaggedForAnotherClusterIsRememberedByItsName() {
        assertThat(belongings.mayBeHere(KEY, ELSEWHERE)).isFalse();
        assertThat(belongings.mayBeHere(KEY, HERE)).isTrue();
        assertThat(belongings.mayBeHere(KEY, Map.of())).isTrue();
        assertThat(belongings.elsewhere()).isEqualTo(Map.of("app", Set.of("my-cluster")));
    }

    @Test
    void aDeletedServiceShowsItByItsTagsOrByAGroupOfItsOwn() {
        belongings.group(KEY, group("tg/1", Map.of()));
        belongings.deleted(KEY, deleted(Map.of(), "tg/foreign"));
        assertThat(belongings.isShown(KEY)).isFalse();
        belongings.deleted(KEY, deleted(Map.of(), "tg/1"));
        assertThat(belongings.isShown(KEY)).isTrue();
        assertThat(belongings.shownGroups(KEY)).containsExactly("tg/1");

        DeploymentKey other = new DeploymentKey("app-v1", "x");
        belongings.deleted(other, deleted(Map.of("deployment_name", "app", "deployment_id", "v1")));
        assertThat(belongings.isShown(other)).isFalse();
    }

    @Test
    void aDeletedServiceWithTheTagsAloneShowsTheDeployment() {
        belongings.deleted(KEY, deleted(Map.of("deployment_name", "app", "deployment_id", "v1")));
        assertThat(belongings.isShown(KEY)).isTrue();
    }

    @Test
    void aParameterShowsItByItsTagOnly() {
        belongings.parameter(KEY, Map.of("deployment_name", "app"));
        assertThat(belongings.isShown(KEY)).isFalse();
        belongings.parameter(KEY, ELSEWHERE);
        assertThat(belongings.isShown(KEY)).isFalse();
        assertThat(belongings.elsewhere()).containsKey("app");
        belongings.parameter(KEY, HERE);
        assertThat(belongings.isShown(KEY)).isTrue();
    }
}
