package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names and tags do not agree on is reported and left alone, though it drains and is older than MAX_AGE. */
class ContradictionTest {

    private final Draft draft = Draft.of("v1").state("draining", 2, Draft.ago(Duration.ofDays(9)));

    private void assertLeftAlone(String why) {
        Decision decision = Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
        assertThat(decision.reason()).isEqualTo(Reason.CONTRADICTORY_TAGS);
        assertThat(decision.detail()).isEqualTo(why);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void aServiceThatIsNotNamedAsItIsTagged() {
        draft.serviceName = Optional.of("svc-app-copy");
        assertLeftAlone("service svc-app-copy carries the tags of app/v1");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"deployment_name, app-eu", "deployment_name, ", "deployment_id, v10", "deployment_id, "})
    void aServiceThatIsTaggedForAnotherOrHalfTagged(String tag, String value) {
        draft.tags.remove(tag);
        if (value != null) {
            draft.tag(tag, value);
        }
        assertLeftAlone("its service is not tagged for it");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"deployment_name, app-eu", "deployment_id, v10"})
    void aTargetGroupThatIsTaggedForAnother(String tag, String value) {
        draft.groupTags.put(tag, value);
        assertLeftAlone("target group tg/app/v1 is tagged for another deployment");
    }

    @Test
    void aTargetGroupThatIsTaggedForItOrForNoDeploymentIsNoContradiction() {
        draft.groupTags.put(Tags.DEPLOYMENT_ID, "v1");
        assertThat(Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT).decisions())
                .extracting(Decision::reason)
                .containsExactly(Reason.READY);
    }
}
