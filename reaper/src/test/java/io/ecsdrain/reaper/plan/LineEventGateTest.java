package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEventGateTest {

    private final Draft draft = Draft.of("v1");

    @ParameterizedTest(name = "{0}, desired {1}, tagged {2}, moved by {3}: {4}")
    @CsvSource({
        "ACTIVE, 1, draining, , ",
        "ACTIVE, 0, draining, , its desired count is 0",
        "ACTIVE, 1, retired, , it is not tagged draining",
        "ACTIVE, 1, active, , it is not tagged draining",
        "DRAINING, 1, draining, , it is DRAINING",
        "ACTIVE, 1, draining, CodeDeploy, its tasks are moved by CodeDeploy"
    })
    void openForOneThatDrainsAndHasTasks(String status, int desired, String tag, String other, String closed) {
        draft.status = status;
        draft.desired = desired;
        draft.managedBy = Optional.ofNullable(other);
        draft.tag(Tags.STATE, tag);

        assertThat(LineEventGate.closed(draft.deployment().service().orElseThrow()))
                .isEqualTo(Optional.ofNullable(closed));
    }
}
