package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** v1 is live, with a rule of its own behind the listener's default action; v2 is to come beside it. */
class CanaryStartTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");
    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");
    private static final ConditionView COOKIE =
            new ConditionView("http-header", "Cookie", List.of(), List.of("^(.*; ?)?v=v1(;.*)?$"));

    private final Names names = new Names("app")
            .tagged("v1", 0, "active")
            .state("v1", "active", 10)
            .register("v1", 10)
            .groups("v1", "tg/1");
    private List<ForwardTarget> defaults = List.of(new ForwardTarget("tg/1", 1));
    private List<RuleView> rules = List.of(rule("v1", "tg/1", COOKIE));
    private List<Affinity> affinities = List.of(new Affinity(Affinity.Kind.COOKIE, "v"));
    private List<String> asked = List.of();
    private final List<AlarmView> alarms = new ArrayList<>();
    private boolean sticky;

    private static RuleView rule(String id, String group, ConditionView... conditions) {
        return new RuleView(
                "arn:rule",
                "listener",
                1,
                List.of(conditions),
                List.of(new ForwardTarget(group, 1)),
                Map.of(Tags.DEPLOYMENT_NAME, "app", Tags.DEPLOYMENT_ID, id));
    }

    private List<String> refusals() {
        DeployView view = new DeployView(
                names.view(100),
                new ListenerView("listener", "lb", defaults, Observed.known(rules)),
                List.of(),
                "http://front/",
                "vpc-1",
                Map.of("listener", rules),
                List.of(),
                new Owners(Map.of()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Lookup.missing(),
                new LiveScaling(Lookup.missing(), List.of(), List.of()),
                Quotas.DEFAULT);
        CanaryRequest request = new CanaryRequest(
                new CanarySteps(List.of(new Step(10, Duration.ofMinutes(1)))), asked, 1, 100, Optional.empty());
        return CanaryStart.refusals(view, KEY, request, affinities, sticky, alarms);
    }

    private void assertRefused(String why) {
        assertThat(refusals()).singleElement().asString().contains(why);
    }

    @Test
    void whereBothKeepTheirClientsNothingStandsAgainstIt() {
        assertThat(refusals()).isEmpty();
    }

    @Test
    void theNewOneNeedsAnAffinityOfItsOwn() {
        affinities = List.of(Affinity.PREVIEW);
        assertRefused("--steps needs --affinity");
    }

    @Test
    void theLiveOneNeedsARuleThatLeadsItsClientsBackToIt() {
        String none = "v1, which is live, has no affinity rule of its own on listener";
        rules = List.of();
        assertRefused(none);
        rules = List.of(rule("v0", "tg/1", COOKIE));
        assertRefused(none);
        rules = List.of(rule("v1", "tg/0", COOKIE));
        assertRefused(none);
        rules = List.of(rule("v1", "tg/1", new ConditionView("http-header", Affinity.PREVIEW.name(), List.of("v1"))));
        assertRefused(none);
        rules = List.of(
                rule("v1", "tg/1", COOKIE, new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT))));
        assertRefused(none);
    }

    @Test
    void theDefaultActionHasToLeadToTheLiveOne() {
        defaults = List.of(new ForwardTarget("tg/0", 1), new ForwardTarget("tg/1", 0));
        assertRefused("does not forward to v1 alone, which is live");
    }

    @Test
    void norToAnyOtherBesideIt() {
        defaults = List.of(new ForwardTarget("tg/1", 50), new ForwardTarget("tg/0", 50));
        assertRefused("does not forward to v1 alone");
    }

    @Test
    void oneThatWasEndedNeedsANewId() {
        names.tagged("v2", 20, "deploying").tag("v2", Tags.CANARY, "over");
        assertRefused("the canary v2 was ended: deploy under a new id");
    }

    @Test
    void whatIsRefusedSaysThatItsCanaryStillHasClients() {
        names.tagged("v2", 20, "deploying").tag("v2", Tags.CANARY, "10:60 1 2026-01-01T00:10:00Z v1");
        sticky = true;
        assertThat(refusals()).hasSize(2).last().asString().contains("v2 still has a share of new clients");
    }

    @Test
    void stickinessWouldMakeOldClientsLookNew() {
        sticky = true;
        assertRefused("tg/1 of v1 has stickiness on");
    }

    @Test
    void whereNoRegisterSaysWhoIsLiveNoProgramWouldLeadClientsBack() {
        names.unregistered();
        assertRefused("app has no register yet");
    }

    @Test
    void theFirstDeploymentHasNoOtherBesideIt() {
        names.register("v2", 20);
        assertRefused("nothing is live that could share new clients with v2");
    }

    @Test
    void aLiveOneWithTwoTargetGroupsIsNotKnownByOne() {
        names.groups("v1", "tg/1", "tg/2");
        assertRefused("no service with one target group");
    }

    @Test
    void oneThatDrainsTurnsNewClientsAway() {
        names.tagged("v2", 20, "draining").state("v2", "draining", 5);
        assertRefused("v2 drains, its app turns new clients away");
    }

    @Test
    void eachAlarmThatCannotJudgeIsNamed() {
        asked = List.of("gone", "fine", "bad", "mute", "all");
        alarms.add(new AlarmView("fine", false, "OK", ""));
        alarms.add(new AlarmView("bad", false, "ALARM", "too slow"));
        alarms.add(new AlarmView("mute", false, "INSUFFICIENT_DATA", "no data"));
        alarms.add(new AlarmView("all", true, "OK", ""));
        assertThat(refusals())
                .containsExactly(
                        "--alarm: there is no alarm 'gone'",
                        "--alarm: 'bad' is in ALARM already: too slow",
                        "--alarm: 'mute' has no data (INSUFFICIENT_DATA), so it would not notice: no data",
                        "--alarm: 'all' is a composite alarm: name the alarms it is made of");
    }

    @Test
    void anotherThatGoesOnIsInTheWay() {
        names.tagged("v3", 30, "deploying").tag("v3", Tags.CANARY, "10:600 1 2026-01-01T00:10:00Z v1");
        assertThat(CanaryStart.inTheWay(names.view(100), KEY).orElseThrow())
                .contains("v3 is a canary (step 1 of 1, 10% of new clients)", "--supersede");
        assertThat(CanaryStart.inTheWay(names.view(100), new DeploymentKey("app", "v3")))
                .isEmpty();
        assertThat(CanaryStart.inTheWay(names.view(721), KEY)).isEmpty();
        names.state("v3", "draining", 50);
        assertThat(CanaryStart.inTheWay(names.view(100), KEY)).isEmpty();
    }
}
