package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersTest {

    private final Peers peers = new Peers();

    private void add(int lastByte, int times) {
        for (int i = 0; i < times; i++) {
            peers.add(0, Network.IPV4_MAPPED | 0x0A000000 | lastByte);
        }
    }

    @Test
    void ofManyAddressesThoseWithTheMostConnectionsAreToldTheMostFirst() {
        for (int address = 1; address <= 9; address++) {
            add(address, address);
        }

        assertThat(peers.told())
                .containsExactly(
                        Map.entry("10.0.0.9", 9),
                        Map.entry("10.0.0.8", 8),
                        Map.entry("10.0.0.7", 7),
                        Map.entry("10.0.0.6", 6),
                        Map.entry("10.0.0.5", 5));
    }

    @Test
    void anAddressForWhichThereIsNoPlaceIsNotTold() {
        for (int address = 1; address <= Peers.MOST; address++) {
            add(address, 1);
        }
        add(200, 100);
        add(3, 1);

        assertThat(peers.told()).containsEntry("10.0.0.3", 2).doesNotContainKey("10.0.0.200");
    }

    @Test
    void anotherLookBeginsAnew() {
        add(1, 3);
        peers.begin();
        add(2, 1);
        add(1, 2);

        assertThat(peers.told()).containsExactly(Map.entry("10.0.0.1", 2), Map.entry("10.0.0.2", 1));
    }
}
