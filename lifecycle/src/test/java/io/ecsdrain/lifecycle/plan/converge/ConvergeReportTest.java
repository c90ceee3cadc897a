package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConvergeReportTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");
    private static final ConvergeWrite STATE = new ConvergeWrite.PutState(KEY, DeploymentState.ACTIVE);
    private static final ConvergeWrite COUNT = new ConvergeWrite.RestoreDesired(KEY, 3);
    private static final Optional<String> LIVE = Optional.of("v2");

    @Test
    void itConvergedWithoutAProblemAndInTime() {
        ConvergeReport agreed = ConvergeReport.of(List.of(STATE), LIVE, List.of());

        assertThat(agreed.converged()).isTrue();
        assertThat(agreed.failed()).isFalse();
        assertThat(agreed.writes()).containsExactly(STATE);
        assertThat(agreed.liveId()).isEqualTo(LIVE);
    }

    @Test
    void aProblemIsAFailureAndWaitingIsNone() {
        ConvergeReport failed = ConvergeReport.of(List.of(), LIVE, List.of("GetParameter: AccessDenied"));
        ConvergeReport waiting = ConvergeReport.waiting(List.of(), LIVE, "waiting for health");

        assertThat(failed.failed()).isTrue();
        assertThat(failed.converged()).isFalse();
        assertThat(waiting.failed()).isFalse();
        assertThat(waiting.converged()).isFalse();
        assertThat(waiting.problems()).containsExactly("waiting for health");
    }

    @Test
    void oneThatWasCutShortHasNeitherFailedNorConverged() {
        ConvergeReport cut = ConvergeReport.cutShort(List.of(STATE), LIVE);

        assertThat(cut.failed()).isFalse();
        assertThat(cut.converged()).isFalse();
        assertThat(cut.writes()).containsExactly(STATE);
    }

    @Test
    void twoInARowMadeTheWritesOfBothAndEndedAsTheSecondDid() {
        ConvergeReport first = ConvergeReport.waiting(List.of(STATE), Optional.empty(), "waiting for health");
        ConvergeReport second = ConvergeReport.of(List.of(COUNT), LIVE, List.of());

        assertThat(first.then(second)).isEqualTo(ConvergeReport.of(List.of(STATE, COUNT), LIVE, List.of()));
        assertThat(second.then(first))
                .isEqualTo(ConvergeReport.waiting(List.of(COUNT, STATE), Optional.empty(), "waiting for health"));
    }

    @Test
    void eachWriteSaysInAPhraseWhatItWrites() {
        assertThat(STATE).hasToString("parameter /apps/app/v2/state = active");
        assertThat(COUNT).hasToString("desired count of svc-app-v2 back to 3");
        assertThat(new ConvergeWrite.PointDefaultAction(KEY, "listener", "tg/2"))
                .hasToString("default action of listener forwards to tg/2");
    }
}
