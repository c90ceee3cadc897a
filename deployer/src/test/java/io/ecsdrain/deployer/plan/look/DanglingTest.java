package io.ecsdrain.deployer.plan.look;

import static io.ecsdrain.deployer.plan.look.Seen.NOW;
import static io.ecsdrain.deployer.plan.look.Seen.key;
import static io.ecsdrain.deployer.plan.look.Seen.service;
import static io.ecsdrain.deployer.plan.look.Seen.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DanglingTest {

    private final Seen seen = new Seen();

    private static Map<String, String> tags(String id, String... more) {
        Map<String, String> tags = new HashMap<>(Map.of("deployment_name", "app", "deployment_id", id));
        for (int i = 0; i < more.length; i += 2) {
            tags.put(more[i], more[i + 1]);
        }
        return tags;
    }

    private void group(String arn, Map<String, String> tags) {
        seen.groups.put(
                arn, new TargetGroupView(arn, arn, tags, List.of(), Observed.known(300), Observed.known(List.of())));
    }

    private void rules(RuleView... rules) {
        seen.listeners.add(new ListenerView("front", "lb", List.of(), Observed.known(Arrays.asList(rules))));
    }

    private static RuleView rule(String arn, Map<String, String> tags) {
        return new RuleView(arn, "front", 1, List.of(), List.of(), tags);
    }

    private Dangling.Findings findings() {
        return Dangling.in(seen.snapshot());
    }

    @Test
    void whatIsTaggedForADeploymentWithoutAServiceDangles() {
        seen.with("v1", Optional.empty(), state("v1", "draining"));
        group("tg-v1", tags("v1", "created_at", "2026-01-01T00:00:00Z"));
        rules(rule("r1", tags("v1")));

        assertThat(findings().dangling())
                .containsExactly(
                        new Dangling(
                                key("v1"),
                                "parameter",
                                "/apps/app/v1/state",
                                Optional.of(NOW.minusSeconds(60).toString())),
                        new Dangling(key("v1"), "rule", "r1", Optional.empty()),
                        new Dangling(key("v1"), "target-group", "tg-v1", Optional.of("2026-01-01T00:00:00Z")));
        assertThat(findings().unknownOwner()).isEmpty();
        assertThat(findings().unread()).isEmpty();
    }

    @Test
    void nothingOfADeploymentThatHasAServiceDanglesNorOfOneThatWasNotLookedFor() {
        seen.with("v1", Optional.of(service("v1", 10, 0, Map.of())), state("v1", "draining"));
        group("tg-v1", tags("v1"));
        group("tg-v9", tags("v9"));
        group("foreign", Map.of());
        rules(rule("r1", tags("v1")), rule("r9", tags("v9")));

        assertThat(findings().dangling()).isEmpty();
        assertThat(findings().unknownOwner()).isEmpty();
    }

    @Test
    void whatIsTaggedForAnotherClusterIsNotOurs() {
        seen.with("v1", Optional.empty(), Lookup.missing());
        group("tg-here", tags("v1", "cluster", "c"));
        group("tg-there", tags("v1", "cluster", "other"));

        assertThat(findings().dangling()).extracting(Dangling::id).containsExactly("tg-here");
    }

    @Test
    void whatMayBeAnotherClustersIsToldApart() {
        seen.with("v1", Optional.empty(), state("v1", "draining"), Observed.known(List.of()), Map.of(), false);
        group("tg-v1", tags("v1"));
        assertThat(findings().dangling()).isEmpty();
        assertThat(findings().unknownOwner()).extracting(Dangling::id).containsExactly("/apps/app/v1/state", "tg-v1");
    }

    @Test
    void ofANameThatIsAnotherClustersTooTheOwnerIsUnknown() {
        seen.with("v1", Optional.empty(), state("v1", "draining"));
        seen.elsewhere.put("app", Set.of("other"));

        assertThat(findings().dangling()).isEmpty();
        assertThat(findings().unknownOwner()).hasSize(1);
    }

    @Test
    void whatCouldNotBeReadIsNamed() {
        seen.with("v1", Optional.empty(), Lookup.unknown("GetParameters: denied"));
        seen.listeners.add(new ListenerView("front", "lb", List.of(), Observed.unknown("throttled")));

        assertThat(findings().unread()).containsExactly("app/v1: GetParameters: denied", "front: throttled");
        assertThat(Dangling.in(seen.snapshot(Observed.unknown("DescribeListeners: denied")))
                        .unread())
                .containsExactly("app/v1: GetParameters: denied", "DescribeListeners: denied");
    }
}
