package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.rollback.RollbackRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinHealthyFlagTest extends OnTheCommandLine {

    @Test
    void aRollbackIsContentWithHalfUnlessItIsToldOtherwise() {
        assertThat(rollback()).isZero();
        assertThat(rollback("--min-healthy", "1")).isZero();
        assertThat(rollback("--min-healthy", "100")).isZero();

        assertThat(requests)
                .extracting(request -> ((RollbackRequest) request).minHealthy().percent())
                .containsExactly(50, 1, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "half", "50%", "99999999999"})
    void whatIsNoPercentageIsSaidInOneLine(String value) {
        assertThat(rollback("--min-healthy", value)).isEqualTo(2);

        assertThat(err.toString().strip())
                .contains("--min-healthy must be a whole number from 1 to 100, but is '" + value + "'")
                .doesNotContain("\n");
        assertThat(requests).isEmpty();
    }

    private int rollback(String... more) {
        String[] arguments = new String[3 + more.length];
        System.arraycopy(new String[] {"rollback", "--to", "v1"}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(ENVIRONMENT, arguments);
    }
}
