package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** A client that comes back each time its deployment was parked, and leaves again. */
class FlappingSessionTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");

    private final ReaperCluster cluster = new ReaperCluster()
            .with("EVIDENCE", "log")
            .with("FENCE_WAIT_SEC", "0")
            .with("MAX_AGE_HR", "48");
    private final SpeakingTasks sidecars = new SpeakingTasks(cluster, OLD);
    private String task;

    @BeforeEach
    void anOldOneDrains() {
        cluster.supersede(OLD, new DeploymentKey("app", "v2"), 2);
        task = cluster.tasks(OLD).get(0);
        sidecars.pass(120);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private boolean isParked() {
        return cluster.rules().stream().map(Rule::conditions).anyMatch(conditions -> conditions.size() > 1);
    }

    /** A run each minute; a session comes after each parking and is gone a minute later. */
    private List<String> flap(int minutes) {
        List<String> reasons = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            Instant began = cluster.aws.now();
            reasons.add(reason(cluster.reap(), OLD));
            sidecars.sessions(task, isParked() ? 1 : 0);
            sidecars.pass(60 - (int) Duration.between(began, cluster.aws.now()).toSeconds());
        }
        return reasons;
    }

    private List<CallRecord> ruleWrites() {
        return cluster.aws.calls().stream()
                .filter(call -> call.accessKey().equals(ReaperCluster.REAPER))
                .filter(call -> call.operation().equals("ModifyRule"))
                .toList();
    }

    @Test
    void itsRulesAreChangedMoreAndMoreRarely() {
        List<String> reasons = flap(90);
        Set<String> all = new LinkedHashSet<>(reasons);
        assertThat(all).containsExactlyInAnyOrder("parking", "sessions-came-back", "parking-paused");
        List<Instant> parkings = ruleWrites().stream()
                .filter(call -> call.input().toString().contains("192.0.2.1"))
                .map(CallRecord::at)
                .toList();
        List<Long> minutes = new ArrayList<>();
        for (int i = 1; i < parkings.size(); i++) {
            minutes.add(Math.round(
                    Duration.between(parkings.get(i - 1), parkings.get(i)).toSeconds() / 60.0));
        }
        // A minute until the session shows, and then the pause.
        assertThat(minutes.subList(0, 5)).containsExactly(2L, 3L, 5L, 9L, 16L);
        assertThat(ruleWrites()).hasSizeLessThan(20);
    }

    @Test
    void theClientsComeFirstAndTheNoteOfItLast() {
        flap(1);
        int before = cluster.aws.calls().size();
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("sessions-came-back");
        assertThat(cluster.aws.calls().stream()
                        .skip(before)
                        .filter(call -> call.accessKey().equals(ReaperCluster.REAPER))
                        .map(CallRecord::operation)
                        .filter(Pattern.compile("ModifyRule|.*Tags|DeleteParameter")
                                .asMatchPredicate())
                        .filter(operation -> !operation.equals("DescribeTags")))
                .containsExactly("DeleteParameter", "RemoveTags", "ModifyRule", "AddTags");
    }

    @Test
    void anotherWriteOfTheStateEndsThePause() {
        // The second time it came back.
        flap(4);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("parking-paused");
        cluster.parameter(OLD, "draining");
        sidecars.pass(5);
        assertThat(reason(cluster.reap(), OLD)).isEqualTo("parking");
    }
}
