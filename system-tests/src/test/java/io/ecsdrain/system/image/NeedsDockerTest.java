package io.ecsdrain.system.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsDockerTest {

    /** Nothing listens on port 1 of this machine: a registry that cannot be reached. */
    private static final String OUT_OF_REACH = "127.0.0.1:1/ecs-drain/base:1";

    @Test
    void anImageThatIsNeitherHereNorToBePulledIsNamedBeforeAnythingIsBuilt() {
        assertThat(NeedsDocker.Condition.missing(List.of(OUT_OF_REACH)))
                .hasValueSatisfying(line -> assertThat(line).contains(OUT_OF_REACH));
    }

    @Test
    void nothingIsMissingWhereNothingIsNeeded() {
        assertThat(NeedsDocker.Condition.missing(List.of())).isEmpty();
    }
}
