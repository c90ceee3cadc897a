package io.ecsdrain.deployer.plan.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    private static ServiceView service(int desired, int running) {
        return new ServiceView(
                "arn:svc", "svc-app-v1", "ACTIVE", Instant.EPOCH, desired, running, 0, Map.of(), List.of(), "td:1");
    }

    @Test
    void targetsAreCountedByTheirState() {
        List<Target> targets = Stream.of("initial", "healthy", "unhealthy", "initial", "healthy")
                .map(state -> new Target("10.0.0.1", 80, state, Optional.empty()))
                .toList();

        Health health = Health.of(service(4, 4), targets, Quorum.DEPLOY);
        assertThat(health.describe()).isEqualTo("2 of 4 targets healthy, 2 initial, 1 unhealthy");
        assertThat(health.isEnough()).isFalse();
        assertThat(Health.of(service(4, 4), List.of(), Quorum.DEPLOY).healthy()).isZero();
    }

    @Test
    void withoutALoadBalancerEveryTaskHasToRun() {
        assertThat(Health.of(service(2, 1)).isEnough()).isFalse();
        assertThat(Health.of(service(2, 2)).isEnough()).isTrue();
        assertThat(Health.of(service(2, 1)).describe()).isEqualTo("1 of 2 tasks running");
    }
}
