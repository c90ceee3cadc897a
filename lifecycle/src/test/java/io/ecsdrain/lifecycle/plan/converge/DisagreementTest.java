package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A register names v2; the default action forwards to one target group, and who uses that group changes. */
class DisagreementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");

    private static Deployment deployment(DeploymentKey key, String state, String... groups) {
        return deployment(key, "ACTIVE", state, List.of(groups));
    }

    private static Deployment deployment(DeploymentKey key, String status, String state, List<String> groups) {
        ServiceView service = new ServiceView(
                "arn:" + key.id(),
                key.serviceName(),
                status,
                NOW.minus(Duration.ofDays(1)),
                1,
                1,
                0,
                Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id()),
                groups,
                "td:1");
        return new Deployment(
                key,
                Optional.of(service),
                Lookup.of(new ParameterView(key.stateParameter(), state, NOW.minus(Duration.ofHours(1)), 1)),
                Observed.known(List.of()),
                Map.of(),
                Lookup.missing(),
                groups);
    }

    private static Deployment withoutService(DeploymentKey key, String state) {
        Deployment whole = deployment(key, state);
        return new Deployment(
                key,
                Optional.empty(),
                whole.parameter(),
                whole.tasks(),
                whole.evidence(),
                whole.scaling(),
                whole.targetGroups());
    }

    private static boolean disagree(String defaultGroup, Deployment... deployments) {
        return disagree(
                new ListenerView("l", "lb", List.of(new ForwardTarget(defaultGroup, 1)), Observed.known(List.of())),
                deployments);
    }

    private static boolean disagree(ListenerView listener, Deployment... deployments) {
        Map<String, TargetGroupView> groups = Map.of("tg/1", group("tg/1"), "tg/2", group("tg/2"));
        ParameterView register = new ParameterView("/apps/app/live", LIVE.id(), NOW.minus(Duration.ofHours(1)), 1);
        Map<DeploymentKey, ParameterView> states = new HashMap<>();
        for (Deployment each : deployments) {
            states.put(each.key(), each.parameter().found().orElseThrow());
        }
        return Disagreement.exists(
                "app",
                Optional.of(register),
                states,
                List.of(deployments),
                Observed.known(new Routing(List.of(listener), groups)),
                NOW);
    }

    private static TargetGroupView group(String arn) {
        return new TargetGroupView(
                arn, arn, Map.of(), List.of("lb"), Observed.known(300), Observed.unknown("not asked"));
    }

    @Test
    void aDefaultActionThatForwardsToAnotherDeploymentOfTheNameIsDisagreement() {
        Deployment old = deployment(OLD, "draining", "tg/1");
        Deployment live = deployment(LIVE, "active", "tg/2");
        assertThat(disagree("tg/1", old, live)).isTrue();
        assertThat(disagree("tg/2", old, live)).isFalse();
    }

    @Test
    void aStateThatDoesNotSayWhatTheRegisterSaysIsDisagreement() {
        assertThat(disagree("tg/2", deployment(LIVE, "draining", "tg/2"))).isTrue();
        assertThat(disagree("tg/2", deployment(OLD, "active", "tg/1"), deployment(LIVE, "active", "tg/2")))
                .isTrue();
    }

    @Test
    void whileTheOneToBeLiveHasNoServiceThereIsNothingToConverge() {
        Deployment old = deployment(OLD, "active", "tg/1");
        assertThat(disagree("tg/1", old, withoutService(LIVE, "draining"))).isFalse();
        assertThat(disagree("tg/1", old, withoutService(LIVE, "active"))).isFalse();
        assertThat(disagree("tg/1", old, deployment(LIVE, "DRAINING", "active", List.of("tg/2"))))
                .isFalse();
    }

    @Test
    void anotherLoadBalancersListenerIsNotTheLiveOnes() {
        ListenerView elsewhere =
                new ListenerView("l", "lb/other", List.of(new ForwardTarget("tg/1", 1)), Observed.known(List.of()));
        assertThat(disagree(elsewhere, deployment(OLD, "draining", "tg/1"), deployment(LIVE, "active", "tg/2")))
                .isFalse();
    }

    @Test
    void whereTheLiveOneHasSeveralTargetGroupsItsTeamPointsTheDefaultAction() {
        assertThat(disagree("tg/1", deployment(OLD, "draining", "tg/1"), deployment(LIVE, "active", "tg/2", "tg/3")))
                .isFalse();
        assertThat(disagree("tg/1", deployment(OLD, "draining", "tg/1"), deployment(LIVE, "active")))
                .isFalse();
    }

    @Test
    void aTargetGroupThatTheLiveOneSharesIsTheLiveOnesInWhateverOrderTheyAreListed() {
        Deployment old = deployment(OLD, "draining", "tg/2");
        Deployment live = deployment(LIVE, "active", "tg/2");
        assertThat(disagree("tg/2", old, live)).isFalse();
        assertThat(disagree("tg/2", live, old)).isFalse();
    }

    @ParameterizedTest(name = "vacant {0}, a rule to {1} tagged {2}/{3}: {4}")
    @CsvSource({
        "true, tg/2, app, v2, true",
        "false, tg/2, app, v2, false",
        "true, tg/1, app, v2, false",
        "true, tg/2, app, v1, false",
        "true, tg/2, app-eu, v2, false"
    })
    void theBaselinesAnswerWhereTheLiveOneHasARuleIsDisagreement(
            boolean vacant, String group, String name, String id, boolean disagrees) {
        RuleView rule = new RuleView(
                "rule",
                "l",
                1,
                List.of(),
                List.of(new ForwardTarget(group, 1)),
                Map.of(Tags.DEPLOYMENT_NAME, name, Tags.DEPLOYMENT_ID, id));
        ListenerView listener = new ListenerView("l", "lb", List.of(), vacant, Observed.known(List.of(rule)));
        Deployment live = deployment(LIVE, "active", "tg/2");
        assertThat(disagree(listener, live)).isEqualTo(disagrees);
    }
}
