package io.ecsdrain.sidecar.observe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many of the counted connections come from which address, for the person who asks what keeps a task. Of a few
 * addresses only: the connections may come from anywhere, and the process has little memory.
 */
final class Peers {

    /** Of more addresses than these, the first that the table shows. */
    static final int MOST = 32;

    /** So many of them are told. */
    static final int TOLD = 5;

    private final long[] high = new long[MOST];
    private final long[] low = new long[MOST];
    private final int[] connections = new int[MOST];
    private int addresses;

    void begin() {
        addresses = 0;
    }

    void add(long remoteHigh, long remoteLow) {
        int at = 0;
        while (at < addresses && (high[at] != remoteHigh || low[at] != remoteLow)) {
            at++;
        }
        if (at == MOST) {
            return;
        }
        if (at == addresses) {
            high[at] = remoteHigh;
            low[at] = remoteLow;
            connections[at] = 0;
            addresses++;
        }
        connections[at]++;
    }

    /** The addresses with the most connections, and how many, the most first. */
    Map<String, Integer> told() {
        Map<String, Integer> told = new LinkedHashMap<>();
        IntStream.range(0, addresses)
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> -connections[at]))
                .limit(TOLD)
                .forEach(at -> told.put(address(high[at], low[at]), connections[at]));
        return told;
    }

    /** An IPv4 address that came as the IPv6 address that stands for it is written as IPv4. */
    private static String address(long high, long low) {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
