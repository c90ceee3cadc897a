package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service was stamped at 10:00 by the write of version 4 at 10:00; the parameter may have been written since. */
class DrainStartTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String STAMP = "2026-03-01T10:00:00Z";

    private static ParameterView state(String value, int version, String written) {
        return new ParameterView(KEY.stateParameter(), value, Instant.parse(written), version);
    }

    private static Map<String, String> tags(String stamp, String note) {
        Map<String, String> tags = new HashMap<>();
        Optional.ofNullable(stamp).ifPresent(text -> tags.put(Tags.DRAIN_STARTED_AT, text));
        Optional.ofNullable(note).ifPresent(text -> tags.put(Tags.DRAIN_SEEN, text));
        return tags;
    }

    @ParameterizedTest(name = "stamp {0} by {1}, parameter version {2} of {3}: {4}")
    @CsvSource({
        // the noted write itself, and the very next: draining written over draining
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:00Z, 4, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:00Z, 5, 2026-03-01T11:00:00Z, 2026-03-01T10:00:00Z",
        // the noted write itself, though AWS's clock has it after the stamp
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:01Z, 4, 2026-03-01T10:00:01Z, 2026-03-01T10:00:00Z",
        // two writes later the first may have said active
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:00Z, 6, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        // deleted and written again: the versions begin anew
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:00Z, 1, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T10:00:00Z, 4@2026-03-01T10:00:00Z, 4, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        // the next version cannot be older than the noted one
        "2026-03-01T10:00:00Z, 4@2026-03-01T11:30:00Z, 5, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T10:00:00Z, 4@2026-03-01T11:00:00Z, 5, 2026-03-01T11:00:00Z, 2026-03-01T10:00:00Z",
        // a write before the stamp needs no note
        "2026-03-01T10:00:00Z, , 9, 2026-03-01T09:00:00Z, 2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00Z, , 9, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
        // notes that we did not write
        "2026-03-01T10:00:00Z, , 5, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T10:00:00Z, four@2026-03-01T10:00:00Z, 5, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T10:00:00Z, 4@yesterday, 5, 2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        // no stamp, or none that can be
        ", 4@2026-03-01T10:00:00Z, 4, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
        "2026-03-01T12:00:01Z, 4@2026-03-01T10:00:00Z, 4, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z"
    })
    void aStampCountsWhileNoWriteCanHaveMadeItActiveInBetween(
            String stamp, String note, int version, String written, String start) {
        assertThat(DrainStart.of(tags(stamp, note), state("draining", version, written), NOW))
                .isEqualTo(Instant.parse(start));
    }

    @Test
    void aServiceIsStampedIfItSaysWhenAndByWhichWrite() {
        ParameterView state = state("draining", 4, STAMP);
        assertThat(DrainStart.note(state)).isEqualTo("4@" + STAMP);
        assertThat(DrainStart.isStamped(tags(STAMP, "4@" + STAMP), state, NOW)).isTrue();
        assertThat(DrainStart.isStamped(tags(null, "4@" + STAMP), state, NOW)).isFalse();
        assertThat(DrainStart.isStamped(tags(STAMP, "3@" + STAMP), state, NOW)).isFalse();
        assertThat(DrainStart.isStamped(tags(STAMP, null), state, NOW)).isFalse();
    }

    @Test
    void onlyADeploymentWhoseParameterReadsDrainingDrains() {
        assertThat(DrainStart.of(deployment(Lookup.of(state("draining", 4, STAMP))), NOW))
                .contains(Instant.parse(STAMP));
        assertThat(DrainStart.of(deployment(Lookup.of(state("active", 4, STAMP))), NOW))
                .isEmpty();
        assertThat(DrainStart.of(deployment(Lookup.missing()), NOW)).isEmpty();
    }

    private static Deployment deployment(Lookup<ParameterView> state) {
        return new Deployment(
                KEY, Optional.empty(), state, Observed.known(List.of()), Map.of(), Lookup.missing(), List.of());
    }
}
