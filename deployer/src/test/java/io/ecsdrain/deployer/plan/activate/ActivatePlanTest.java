package io.ecsdrain.deployer.plan.activate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.Write.PutRegister;
import io.ecsdrain.deployer.plan.activate.Write.PutState;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivatePlanTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(60);
    private final Names names = new Names("app");

    @Test
    void theFirstDeploymentBecomesActiveAndTagged() {
        names.untagged("20260101-000000-abcdef0", 0);

        ActivatePlan plan = plan("20260101-000000-abcdef0");

        DeploymentKey key = names.key("20260101-000000-abcdef0");
        assertThat(plan.writes())
                .containsExactly(
                        new PutState(key, DeploymentState.ACTIVE),
                        new TagService(
                                key.serviceName(),
                                names.arn(key),
                                Map.of("deployment_name", "app", "deployment_id", key.id(), "state", "active")));
        assertThat(plan.register()).isEmpty();
    }

    @Test
    void earlierOnesDrainWhetherActiveOrWithoutParameterAndDrainingOnesStay() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 0);
        names.tagged("v2", 10, "active").state("v2", "active", 10);
        names.untagged("20260101-000000-abcdef0", 20);
        names.tagged("v3", 30, "active");

        ActivatePlan plan = plan("v3");

        DeploymentKey legacy = names.key("20260101-000000-abcdef0");
        assertThat(plan.writes())
                .containsExactly(
                        new PutState(names.key("v3"), DeploymentState.ACTIVE),
                        new PutState(names.key("v2"), DeploymentState.DRAINING),
                        new TagService("svc-app-v2", names.arn(names.key("v2")), Map.of("state", "draining")),
                        new PutState(legacy, DeploymentState.DRAINING),
                        new TagService(
                                legacy.serviceName(),
                                names.arn(legacy),
                                Map.of("deployment_name", "app", "deployment_id", legacy.id(), "state", "draining")));
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 50);
        names.tagged("v2", 10, "active").state("v2", "active", 50);

        assertThat(plan("v2").writes()).isEmpty();
        assertThat(plan("v2").register()).isEmpty();
    }

    @Test
    void aLiveOneCreatedLaterRefusesTheEarlierOne() {
        names.tagged("v1", 0, "active").state("v1", "active", 0);
        names.tagged("v2", 10, "active").state("v2", "active", 20);

        assertThat(plan("v1").refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("superseded", "v2"));
        assertThat(plan("v1").writes()).isEmpty();
    }

    @Test
    void aLiveOneWithoutAServiceRefusesAndTheRefusalSaysTheWayOut() {
        names.tagged("v1", 0, "active").state("v1", "draining", 0).state("typo", "active", 20);

        assertThat(plan("v1").refusal()).hasValueSatisfying(why -> assertThat(why)
                .contains(
                        "typo is live and has no service yet",
                        "roll back to the deployment that serves, or set its state to 'active'"));

        names.state("v1", "active", 30);
        assertThat(plan("v1").refusal()).isEmpty();
    }

    @Test
    void theRegisterDecidesWhichIsLiveIfItWasWrittenLast() {
        names.tagged("v1", 0, "active").state("v1", "active", 0).register("v2", 30);
        names.tagged("v2", 10, "deploying");

        assertThat(plan("v1").refusal()).isPresent();
    }

    /** The reaper judges the same: what it takes for half-created, activate does not wait for. */
    @Test
    void aWrongClockNeitherShortensADeployNorKeepsItUnderWay() {
        int over = (int) TIMEOUT.toSeconds() + 11;
        names.tagged("v1", 10, "deploying").tagged("v2", 20, "active");

        names.tag("v1", "created_at", "2036-01-01T00:00:00Z");
        assertThat(planAt(over, "v2").drains()).extracting(Drain::key).containsExactly(names.key("v1"));
        assertThat(planAt(over - 1, "v2").drains()).isEmpty();

        names.tag("v1", "created_at", "2016-01-01T00:00:00Z");
        assertThat(planAt(over, "v2").drains()).extracting(Drain::key).containsExactly(names.key("v1"));
        assertThat(planAt(over - 1, "v2").drains()).isEmpty();
    }

    private ActivatePlan planAt(int now, String id) {
        return ActivatePlan.of(names.view(now), names.key(id), false, TIMEOUT);
    }

    @Test
    void anIdThatNothingIsKnownOfIsWarnedOfWithTheWayBack() {
        names.tagged("v1", 0, "active").state("v1", "active", 0);

        assertThat(plan("v2").warning())
                .contains(
                        "nothing is known of 'v2': neither a service svc-app-v2 nor a parameter of it, and v1, which is"
                                + " live, is made draining; did you mean v1? If this is a mistake: ./drain rollback"
                                + " --deployment-name app --to v1");
        names.register("v1", 10);
        assertThat(plan("other-id").warning())
                .contains("nothing is known of 'other-id': neither a service svc-app-other-id nor a parameter of it,"
                        + " and v1, which is live, goes on until other-id serves. If this is a mistake: ./drain"
                        + " rollback --deployment-name app --to v1");
    }

    @Test
    void anIdOfANameThatNothingIsKnownOfIsWarnedOfWithTheNameThatMayHaveBeenMeant() {
        names.other("apps", "v1");

        assertThat(plan("v1").warning())
                .contains("nothing is known of 'v1': neither a service svc-app-v1 nor a parameter of it;"
                        + " did you mean apps?");
    }

    @Test
    void oneThatHasAParameterAndNoServiceYetIsWarnedOfOnlyWhereAnotherServes() {
        names.state("v2", "active", 10);
        assertThat(plan("v2").warning()).isEmpty();

        names.tagged("v1", 0, "active").state("v1", "active", 20);
        assertThat(plan("v2").warning())
                .hasValueSatisfying(why -> assertThat(why).startsWith("there is no service svc-app-v2 yet, and v1,"));
        names.tagged("v2", 30, "deploying");
        assertThat(plan("v2").warning()).isEmpty();
    }

    @Test
    void whereNoneServesAnUnknownIdIsWarnedOfWithoutAWayBack() {
        assertThat(plan("v2").warning())
                .contains("nothing is known of 'v2': neither a service svc-app-v2 nor a parameter of it");
    }

    @Test
    void aRetiredOneThatDrainsKeepsItsTag() {
        names.tagged("v1", 0, "retired").state("v1", "active", 0);
        names.tagged("v2", 10, "active").state("v2", "active", 10);

        assertThat(plan("v2").drains())
                .containsExactly(
                        new Drain(names.key("v1"), List.of(new PutState(names.key("v1"), DeploymentState.DRAINING))));
    }

    @Test
    void anEarlierOneThatIsLiveAgainDoesNotRefuseTheLaterOne() {
        names.tagged("v1", 0, "active").state("v1", "active", 90);
        names.tagged("v2", 10, "draining").state("v2", "draining", 80);

        ActivatePlan plan = plan("v2");

        assertThat(plan.refusal()).isEmpty();
        assertThat(plan.writes()).contains(new PutState(names.key("v1"), DeploymentState.DRAINING));
    }

    @Test
    void theRegisterIsWrittenFirstWhereItExistsAndCreatedOnlyByDeploy() {
        names.tagged("v1", 0, "active").state("v1", "active", 0);
        names.tagged("v2", 10, "deploying");

        assertThat(plan("v2").register()).isEmpty();
        assertThat(ActivatePlan.of(names.view(100), names.key("v2"), true, TIMEOUT)
                        .register())
                .contains(new PutRegister(names.key("v2")));
        names.register("v1", 0);
        assertThat(plan("v2").register()).contains(new PutRegister(names.key("v2")));
    }

    @Test
    void aRegisterThatNamesItAlreadyIsWrittenAgainIfAnotherWriteIsNewer() {
        names.tagged("v1", 0, "active").state("v1", "active", 50);
        names.tagged("v2", 10, "active").state("v2", "active", 20).register("v2", 20);

        assertThat(plan("v2").register()).contains(new PutRegister(names.key("v2")));
        assertThat(plan("v2").writes()).contains(new PutState(names.key("v2"), DeploymentState.ACTIVE));
    }

    @Test
    void oneThatIsBeingDeployedIsLeftAloneUntilItsTimeout() {
        names.tagged("v1", 0, "deploying");
        names.tagged("v2", 10, "active");

        assertThat(ActivatePlan.of(names.view(3600), names.key("v2"), false, TIMEOUT)
                        .writes())
                .noneMatch(write -> write.describe().contains("v1"));
        assertThat(ActivatePlan.of(names.view(3601), names.key("v2"), false, TIMEOUT)
                        .writes())
                .contains(new PutState(names.key("v1"), DeploymentState.DRAINING));
    }

    @Test
    void itMayBeActivatedBeforeItsServiceExistsAndIsTheNewestThen() {
        names.tagged("v9", 10, "active").state("v9", "active", 10);

        ActivatePlan plan = plan("v0");

        assertThat(plan.refusal()).isEmpty();
        assertThat(plan.remarks()).anyMatch(remark -> remark.contains("svc-app-v0"));
        assertThat(plan.writes())
                .startsWith(new PutState(names.key("v0"), DeploymentState.ACTIVE))
                .contains(new PutState(names.key("v9"), DeploymentState.DRAINING));
    }

    @Test
    void laterOnesAreLeftAlone() {
        names.tagged("v1", 0, "active");
        names.tagged("v2", 10, "deploying");

        assertThat(plan("v1").writes()).noneMatch(write -> write.describe().contains("v2"));
    }

    @Test
    void aRetiredOneIsRefused() {
        names.tagged("v1", 0, "retired").state("v1", "draining", 0);

        assertThat(plan("v1").refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("retired"));
    }

    @Test
    void anotherNamesServiceWithTheSamePrefixIsNotTouched() {
        names.foreign("svc-app-eu-20260101-000000-abcdef0", 0, Map.of());
        names.foreign("svc-app-20260101-000000-abcdef0", 0, Map.of("deployment_name", "other"));
        names.foreign("svc-app-v1", 0, Map.of());
        names.tagged("v2", 10, "active");

        assertThat(plan("v2").writes()).containsExactly(new PutState(names.key("v2"), DeploymentState.ACTIVE));
    }

    private ActivatePlan plan(String id) {
        return ActivatePlan.of(names.view(100), names.key(id), false, TIMEOUT);
    }
}
