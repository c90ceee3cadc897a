package io.ecsdrain.system.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Everything that the programs can meet, in one life of a name: deployments with sessions, a rollback to what the
 * reaper had scaled down, a retirement with auto scaling, a script that takes an older one back, a retirement by force,
 * a service that a person deletes, a deploy that fails, a parameter that may be another cluster's, a fence that is
 * written and taken back.
 */
final class Story {

    static final DeploymentKey FIRST = key("20260101-000000-aaaaaaa");
    static final DeploymentKey SECOND = key("20260101-010000-bbbbbbb");
    static final DeploymentKey THIRD = key("20260101-020000-ccccccc");
    static final DeploymentKey FOURTH = key("20260101-030000-ddddddd");
    static final DeploymentKey DELETED = key("20260101-033000-fffffff");
    static final DeploymentKey FAILED = key("20260101-040000-eeeeeee");
    static final DeploymentKey LAST = key("20260101-060000-8888888");

    private static final Map<String, String> PATIENT = Map.of();
    private static final Map<String, String> IMPATIENT = Map.of("MAX_AGE_HR", "0.1");
    private static final Map<String, String> BY_THE_LOG = Map.of("EVIDENCE", "log", "FENCE_WAIT_SEC", "0");

    private final Company company;
    private final Actors actors;

    Story(Company company, Path folder) {
        this.company = company;
        this.actors = new Actors(company, folder);
    }

    void play() {
        aSecondDeploymentGoesLiveWhileTheFirstHasSessions();
        theReaperScalesTheFirstDownAndARollbackBringsItBack();
        theSecondIsRetiredAndTheFirstIsFollowedByAThird();
        aScriptTakesTheFirstBackAndChangesItsMind();
        theThirdIsRetiredByForce();
        whatIsLeftOfAServiceDeletedByHandIsSweptUp();
        aDeployThatFailsIsSweptUp();
        aParameterThatMayBeAnotherClustersIsLeftAlone();
        everyVerbLooks();
        actors.readAsEarlierRevisionsDid(FOURTH);
        actors.drain(0, "activate", "--deployment-id", FOURTH.id());
        theFourthIsAskedByAFenceWhichASessionTakesBack();
    }

    private void aSecondDeploymentGoesLiveWhileTheFirstHasSessions() {
        live(FIRST);
        company.letItScale(FIRST);
        company.minute();
        actors.protect(FIRST);
        live(SECOND, "--task-definition", "shop");
        actors.poll(FIRST);
        company.minute();
        everyVerbLooks();
        actors.reap(PATIENT);
        assertThat(company.exists(FIRST)).isTrue();
    }

    private void theReaperScalesTheFirstDownAndARollbackBringsItBack() {
        company.aws.ecs().protect(company.tasks(FIRST).get(0), Optional.of(Duration.ofHours(1)));
        company.isIdle(FIRST);
        until(() -> company.tasks(FIRST).isEmpty(), PATIENT);
        actors.drain(0, "rollback", "--to", FIRST.id());
        assertThat(company.tasks(FIRST)).isNotEmpty();
        company.hasSessions(FIRST);
    }

    private void theSecondIsRetiredAndTheFirstIsFollowedByAThird() {
        company.isIdle(SECOND);
        until(() -> !company.exists(SECOND), PATIENT);
        live(THIRD);
    }

    private void aScriptTakesTheFirstBackAndChangesItsMind() {
        company.isIdle(FIRST);
        until(() -> company.tasks(FIRST).isEmpty(), PATIENT);
        company.parameter(ParameterPaths.live(Company.NAME), FIRST.id());
        until(() -> company.serves(FIRST) && !company.isParked(FIRST), PATIENT);
        company.parameter(ParameterPaths.live(Company.NAME), THIRD.id());
        until(() -> !company.exists(FIRST), PATIENT);
        assertThat(company.serves(THIRD)).isTrue();
    }

    private void theThirdIsRetiredByForce() {
        live(FOURTH);
        until(() -> !company.exists(THIRD), IMPATIENT);
    }

    private void whatIsLeftOfAServiceDeletedByHandIsSweptUp() {
        live(DELETED);
        actors.drain(0, "rollback", "--to", FOURTH.id());
        company.isIdle(DELETED);
        company.delete(DELETED);
        actors.drain(4, "verify");
        company.wait(Duration.ofMinutes(5));
        until(() -> !company.hasState(DELETED), Map.of("DEPLOY_TIMEOUT_MIN", "5"));
        actors.drain(0, "verify");
        assertThat(company.serves(FOURTH)).isTrue();
    }

    private void aDeployThatFailsIsSweptUp() {
        company.isSick(FAILED);
        actors.deploy(5, FAILED, "--timeout", "1m");
        company.wait(Duration.ofMinutes(5));
        company.isIdle(FAILED);
        until(() -> !company.exists(FAILED), Map.of("DEPLOY_TIMEOUT_MIN", "5"));
    }

    private void aParameterThatMayBeAnotherClustersIsLeftAlone() {
        company.parameter(key("20260101-050000-9999999").stateParameter(), "draining");
        actors.reap(PATIENT);
    }

    private void theFourthIsAskedByAFenceWhichASessionTakesBack() {
        live(LAST);
        company.isIdle(FOURTH);
        byTheLog(() -> company.hasFence(FOURTH));
        company.hasSessions(FOURTH);
        byTheLog(() -> !company.hasFence(FOURTH));
    }

    private void everyVerbLooks() {
        for (List<String> verb :
                List.of(List.of("status"), List.of("explain"), List.of("verify"), List.of("reap", "--dry-run"))) {
            actors.drain(0, verb.toArray(String[]::new));
        }
    }

    private void live(DeploymentKey key, String... more) {
        actors.deploy(0, key, more);
        company.hasSessions(key);
        actors.poll(key);
    }

    private void until(BooleanSupplier done, Map<String, String> reaper) {
        for (int runs = 0; runs < 30 && !done.getAsBoolean(); runs++) {
            company.minute();
            actors.reap(reaper);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private void byTheLog(BooleanSupplier done) {
        for (int runs = 0; runs < 5 && !done.getAsBoolean(); runs++) {
            company.minuteByTheLog(FOURTH);
            actors.reap(BY_THE_LOG);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private static DeploymentKey key(String id) {
        return new DeploymentKey(Company.NAME, id);
    }
}
