package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the one that is to be live cannot serve, the youngest that drains goes on serving, whatever its tasks say. */
class LastServingTest {

    private final Draft older = Draft.of("v1");
    private final Draft younger = Draft.of("v2");
    private final Draft live = Draft.of("v3").state("active", 1, Draft.ago(Duration.ofMinutes(30)));

    @BeforeEach
    void theIdsSayNothingOfTheirAge() {
        older.created = Draft.ago(Duration.ofDays(9));
        younger.created = Draft.ago(Duration.ofDays(2));
        live.created = Draft.ago(Duration.ofHours(1));
    }

    private static List<Decision> plan(Draft... drafts) {
        return Planner.plan(Draft.snapshot(drafts), ReaperPolicy.DEFAULT).decisions();
    }

    private static List<Reason> reasons(Draft... drafts) {
        return plan(drafts).stream().map(Decision::reason).toList();
    }

    @Test
    void bothGoWhileTheLiveOneServes() {
        assertThat(reasons(older, younger, live)).containsExactly(Reason.READY, Reason.READY, Reason.ACTIVE);
    }

    @Test
    void theYoungestStaysWhileTheLiveOneHasNoService() {
        live.service = false;
        List<Decision> decisions = plan(older, younger, live);
        assertThat(decisions)
                .extracting(Decision::reason)
                .containsExactly(Reason.READY, Reason.LAST_SERVING, Reason.ACTIVE);
        assertThat(decisions.get(1).actions()).allMatch(Action::isUpkeep);
        assertThat(decisions.get(1).detail()).startsWith("v3 is to be live, but has no service");
    }

    @Test
    void itsAgeForcesNothing() {
        live.service = false;
        younger.state("draining", 2, Draft.ago(Duration.ofDays(1000)));
        assertThat(reasons(younger, live)).containsExactly(Reason.LAST_SERVING, Reason.ACTIVE);
    }

    @Test
    void theYoungestStaysWhileNoTaskOfTheLiveOneRuns() {
        live.running = false;
        assertThat(reasons(older, younger, live)).containsExactly(Reason.READY, Reason.LAST_SERVING, Reason.ACTIVE);
    }

    @Test
    void aLiveOneThatWeScaledDownCannotServeButOneThatItsTeamParkedIsMeantToBeAtZero() {
        live.desired = 0;
        assertThat(reasons(younger, live)).containsExactly(Reason.READY, Reason.ACTIVE);
        live.tag(Tags.DESIRED_COUNT, "2");
        assertThat(reasons(younger, live)).containsExactly(Reason.LAST_SERVING, Reason.RESTORED);
    }

    @Test
    void oneThatRunsATaskIsKeptRatherThanAYoungerOneThatRunsNone() {
        live.service = false;
        younger.running = false;
        assertThat(reasons(older, younger, live)).containsExactly(Reason.LAST_SERVING, Reason.NO_TASKS, Reason.ACTIVE);
        assertThat(reasons(younger, live)).containsExactly(Reason.LAST_SERVING, Reason.ACTIVE);
    }

    @Test
    void oneThatNeverWasLiveDoesNotStandIn() {
        live.service = false;
        younger.state("draining", 1, Draft.ago(Duration.ofHours(1))).tag(Tags.CREATED_AT, "2026-02-27T00:00:00Z");
        assertThat(reasons(older, younger, live)).containsExactly(Reason.LAST_SERVING, Reason.READY, Reason.ACTIVE);
    }

    @Test
    void oneThatIsActiveStillIsKeptAndSaysWhichParameterStandsAgainstIt() {
        Draft serving = Draft.of("v2").state("active", 1, Draft.ago(Duration.ofDays(3)));
        assertThat(plan(serving, live).get(0).detail()).endsWith("makes another deployment live");
        live.service = false;
        Decision decision = plan(serving, live).get(0);
        assertThat(decision.reason()).isEqualTo(Reason.ACTIVE);
        assertThat(decision.detail()).contains("v3, which has no service", "delete /apps/app/v3/state");
    }

    @Test
    void aServiceThatIsBeingDeletedIsNone() {
        live.status = "DRAINING";
        Draft serving = Draft.of("v2").state("active", 1, Draft.ago(Duration.ofDays(3)));
        assertThat(plan(serving, live).get(0).detail()).contains("v3, which has no service");
        assertThat(reasons(younger, live)).containsExactly(Reason.LAST_SERVING, Reason.SERVICE_DELETING);
    }

    @Test
    void noneIsKeptWithoutAnIntendedLiveDeployment() {
        assertThat(reasons(older, younger)).containsExactly(Reason.READY, Reason.READY);
    }

    @Test
    void anotherNamesDeploymentsAreNoHelp() {
        live.service = false;
        Draft other = Draft.of(new io.ecsdrain.contract.DeploymentKey("app-eu", "v9"));
        assertThat(reasons(older, live, other)).containsExactly(Reason.LAST_SERVING, Reason.ACTIVE, Reason.READY);
    }

    @Test
    void theForecastOfAStandInNamesNoTime() {
        live.service = false;
        Outlook outlook =
                Forecast.of(Draft.snapshot(younger, live), ReaperPolicy.DEFAULT).get(0);
        assertThat(outlook.decision().reason()).isEqualTo(Reason.LAST_SERVING);
        assertThat(outlook.earliest()).isEmpty();
        assertThat(outlook.latest()).isEmpty();
    }
}
