package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which connections have lasted, look by look. */
class ConnectionsTest {

    private static final long LASTING = 10_000;

    private final Connections connections = new Connections();

    private int look(long now, int... remotePorts) {
        connections.begin(now, LASTING);
        for (int port : remotePorts) {
            connections.add(8080, 0, 7, port);
        }
        return connections.end();
    }

    @Test
    void whatIsThereAtTheFirstLookCountsAtOnce() {
        assertThat(look(0, 1, 2)).isEqualTo(2);
    }

    @Test
    void aNewOneCountsOnceItMayHaveLastedLongEnough() {
        look(0);

        assertThat(look(5_000, 1)).isZero();
        assertThat(look(9_999, 1)).isZero();
        assertThat(look(10_000, 1)).isEqualTo(1);
    }

    @Test
    void oneThatIsSeenOnceIsNoSession() {
        look(0);
        look(5_000, 1);

        assertThat(look(10_000, 2)).isZero();
        assertThat(look(15_000)).isZero();
    }

    @Test
    void afterAPauseWhatIsThereCountsAtOnceForItMayHaveBegunRightAfterTheLookBefore() {
        look(0);

        assertThat(look(3_600_000, 1)).isEqualTo(1);
    }

    @Test
    void oneThatClosesStopsCountingAtTheNextLookAndAnotherFromTheSamePortBeginsAnew() {
        look(0, 1);
        look(5_000);

        assertThat(look(10_000, 1)).isZero();
    }

    @Test
    void theSamePeerOnAnotherPortIsAnotherConnection() {
        connections.begin(0, LASTING);
        connections.add(8080, 0, 7, 1);
        connections.add(8443, 0, 7, 1);
        connections.add(8080, 1, 7, 1);
        connections.add(8080, 0, 8, 1);
        assertThat(connections.end()).isEqualTo(4);
    }

    @Test
    void thoseForWhichThereIsNoPlaceCountAtOnce() {
        look(0);
        connections.begin(5_000, LASTING);
        for (int i = 0; i < Connections.MOST + 100; i++) {
            connections.add(8080, 0, i, 1);
        }

        assertThat(connections.end()).isEqualTo(100);
    }
}
