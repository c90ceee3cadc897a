package io.ecsdrain.deployer.plan.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 10 | 100 | true  | 10 of 10 targets healthy",
                " 9 | 10 | 100 | false | 9 of 10 targets healthy",
                " 9 | 10 |  50 | true  | 9 of 10 targets healthy, 5 needed",
                " 4 | 10 |  50 | false | 4 of 10 targets healthy, 5 needed",
                "10 | 10 |  50 | true  | 10 of 10 targets healthy",
                " 1 |  3 |  50 | false | 1 of 3 targets healthy, 2 needed",
                " 1 |  1 |   1 | true  | 1 of 1 targets healthy",
                " 0 | 10 |   1 | false | 0 of 10 targets healthy, 1 needed",
                " 0 |  0 |   1 | false | 0 of 0 targets healthy",
                " 3 |  0 |   1 | false | 3 of 0 targets healthy",
            })
    void enoughIsTheQuorumRoundedUpAndWhatIsNeededIsSaidWhereLessThanAllWillDo(
            int healthy, int desired, int percent, boolean enough, String described) {
        Health health = new Health(healthy, desired, new Quorum(percent).of(desired), Map.of(), "targets healthy");

        assertThat(health.isEnough()).isEqualTo(enough);
        assertThat(health.describe()).isEqualTo(described);
    }
}
