package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.loadbalancer.Backend.Preference;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetPoolTest {

    private final TargetPool pool = new TargetPool("targetgroup/app/1");

    private Backend target(int port, Preference preference) {
        Backend backend = new Backend("127.0.0.1", port, true);
        backend.prefer(preference);
        pool.add(backend);
        return backend;
    }

    private List<Integer> ports(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> pool.next().orElseThrow().port())
                .toList();
    }

    @Test
    void healthyTargetsTakeTurns() {
        target(1, Preference.HEALTHY);
        target(2, Preference.HEALTHY);
        target(3, Preference.LAST_RESORT);

        assertThat(ports(4)).containsExactly(1, 2, 1, 2);
    }

    @Test
    void ifNoneIsHealthyAllButTheDrainingOnesGetRequests() {
        target(1, Preference.LAST_RESORT);
        target(2, Preference.NONE);
        target(3, Preference.LAST_RESORT);

        assertThat(ports(4)).containsExactly(1, 3, 1, 3);
    }

    @Test
    void drainingTargetsAloneAreNoTargets() {
        target(1, Preference.NONE);

        assertThat(pool.next()).isEmpty();
    }
}
