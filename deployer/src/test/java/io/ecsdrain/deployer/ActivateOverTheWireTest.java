package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivateOverTheWireTest {

    private static final String OLD = "20260101-000000-abcdef0";
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void thePlansOwnScriptIsReplacedOneToOne() {
        cloud.service("svc-app-" + OLD, Map.of());
        cloud.service("svc-app-v2", deployment("app", "v2", "active"));

        Ran ran = cloud.activate("app", "v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.state("app", "v2")).contains("active");
        assertThat(cloud.state("app", OLD)).contains("draining");
        assertThat(cloud.tags("svc-app-" + OLD)).isEqualTo(deployment("app", OLD, "draining"));
        assertThat(cloud.tags("svc-app-v2")).isEqualTo(deployment("app", "v2", "active"));
        assertThat(cloud.value("/apps/app/live"))
                .as("only deploy and rollback create it")
                .isEmpty();
        assertThat(ran.err()).contains("account 123456789012, region eu-west-1");
        assertThat(ran.out()).contains("app v2 is active");
    }

    @Test
    void theSecondTimeItWritesNothing() {
        cloud.service("svc-app-v1", deployment("app", "v1", "active"));
        cloud.service("svc-app-v2", Map.of("deployment_name", "app", "deployment_id", "v2"));
        cloud.activate("app", "v2");
        long seq = cloud.lastCall();

        Ran ran = cloud.activate("app", "v2");

        assertThat(ran.exit()).isZero();
        assertThat(cloud.writesSince(seq)).isEmpty();
        assertThat(ran.out()).contains("was active already");
    }

    @Test
    void aSupersededOneIsRefusedBeforeTheFirstWrite() {
        cloud.service("svc-app-v1", deployment("app", "v1", "active"));
        cloud.service("svc-app-v2", deployment("app", "v2", "active"));
        cloud.activate("app", "v2");
        long seq = cloud.lastCall();

        Ran ran = cloud.activate("app", "v1");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("superseded").contains("v2");
        assertThat(ran.out()).isEmpty();
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void oneThatIsSupersededMeanwhileIsToldByWhich() {
        Ran ran = activateWhile(() -> {
            cloud.aws.advance(Duration.ofSeconds(1));
            cloud.fixture.parameter("/apps/app/v2/state", "active");
        });

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("superseded meanwhile: v2 is live");
    }

    @Test
    void oneWhoseStateIsDeletedMeanwhileIsToldThatNoneIsLive() {
        Ran ran = activateWhile(() -> cloud.team.ssm().deleteParameter(delete -> delete.name("/apps/app/v1/state")));

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("the parameters of app were changed meanwhile: no deployment is live");
    }

    /** Activates v1, and {@code meanwhile} happens between its write of the state and its next look. */
    private Ran activateWhile(Runnable meanwhile) {
        Interrupted interrupted = new Interrupted(0, "getParametersByPath", meanwhile);
        Ran ran = cloud.run(
                interrupted, TestCloud.DEPLOYER, "activate", "--deployment-name", "app", "--deployment-id", "v1");
        assertThat(interrupted.happened()).isTrue();
        return ran;
    }

    @Test
    void aParameterThatExistsWithAnyValueIsOverwrittenAndTagged() {
        cloud.team.ssm().putParameter(put -> put.name("/apps/app/v1/state")
                .value("Active")
                .type("String"));
        cloud.service("svc-app-v1", deployment("app", "v1", "active"));

        assertThat(cloud.activate("app", "v1").exit()).isZero();
        assertThat(cloud.state("app", "v1")).contains("active");
    }

    @Test
    void itMayComeBeforeTheService() {
        Ran ran = cloud.activate("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.state("app", "v1")).contains("active");
        assertThat(ran.out()).contains("svc-app-v1");
    }

    @Test
    void twentyFiveServicesAreAllSeenAndTheLongerNameIsNotTouched() {
        for (int each = 1; each <= 22; each++) {
            cloud.service("svc-app-v" + each, deployment("app", "v" + each, "active"));
        }
        cloud.service("svc-app-eu-v1", deployment("app-eu", "v1", "active"));
        cloud.service("svc-app-eu-" + OLD, Map.of());
        cloud.service("svc-other", Map.of());
        cloud.activate("app-eu", "v1");

        Ran ran = cloud.activate("app", "v22");

        assertThat(ran.exit()).as(ran.err()).isZero();
        for (int each = 1; each <= 21; each++) {
            assertThat(cloud.state("app", "v" + each)).contains("draining");
            assertThat(cloud.tags("svc-app-v" + each)).containsEntry("state", "draining");
        }
        assertThat(cloud.state("app", "v22")).contains("active");
        assertThat(cloud.state("app-eu", "v1")).contains("active");
        assertThat(cloud.tags("svc-app-eu-v1")).isEqualTo(deployment("app-eu", "v1", "active"));
        assertThat(cloud.tags("svc-other")).isEmpty();
    }

    @Test
    void aFailureInTheMiddleIsMadeGoodByTheNextRun() {
        cloud.service("svc-app-v1", deployment("app", "v1", "active"));
        cloud.service("svc-app-v2", Map.of("deployment_name", "app", "deployment_id", "v2"));
        for (int survived = 0; survived < 4; survived++) {
            cloud.aws.faults().crash(TestCloud.DEPLOYER, survived);
            cloud.activate("app", "v2");
            cloud.aws.faults().clear();
        }

        assertThat(cloud.activate("app", "v2").exit()).isZero();
        assertThat(cloud.state("app", "v1")).contains("draining");
        assertThat(cloud.state("app", "v2")).contains("active");
        assertThat(cloud.tags("svc-app-v1")).containsEntry("state", "draining");
    }

    @Test
    void anErrorOfAwsIsOneSentence() {
        cloud.service("svc-app-v1", deployment("app", "v1", "active"));
        cloud.aws.faults().crash(TestCloud.DEPLOYER, 0);

        Ran ran = cloud.activate("app", "v1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("answered CallerCrashed: the plan says").doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotExistIsBadUsage() {
        Ran ran = cloud.activate("app", "v1", "--cluster", "nowhere");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no cluster 'nowhere' in eu-west-1");
        assertThat(cloud.writesSince(0)).isEmpty();
    }

    private static Map<String, String> deployment(String name, String id, String state) {
        return Map.of("deployment_name", name, "deployment_id", id, "state", state);
    }
}
