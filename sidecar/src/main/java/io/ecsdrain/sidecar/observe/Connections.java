package io.ecsdrain.sidecar.observe;

import java.util.Arrays;

/**
 * Since when each connection has been there, from one look to the next. The table knows no age: a connection may have
 * begun right after the look before, and one that is there at the first look at any time. Kept as sorted numbers,
 * because an app may have thousands and the process has little memory.
 */
final class Connections {

    /** Of more than these no age is kept; they count at once. */
    static final int MOST = 16_384;

    private static final long ALWAYS = Long.MIN_VALUE;

    private long[] known = new long[0];
    private long[] since = new long[0];
    private long lastLook = ALWAYS;
    private long[] seen = new long[64];
    private int count;
    private int more;

    void begin() {
        count = 0;
        more = 0;
    }

    void add(int localPort, long remoteHigh, long remoteLow, int remotePort) {
        if (count == MOST) {
            more++;
            return;
        }
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, Math.min(MOST, count * 2));
        }
        seen[count++] = mixed(mixed(remoteHigh) ^ remoteLow) ^ mixed((long) localPort << 16 | remotePort);
    }

    /**
     * Ends a look.
     *
     * @param now milliseconds on a clock that never goes back
     * @return how many connections have lasted {@code lasting} milliseconds
     */
    int end(long now, long lasting) {
        long[] next = Arrays.copyOf(seen, count);
        Arrays.sort(next);
        long[] nextSince = new long[count];
        int lasted = 0;
        for (int i = 0, old = 0; i < count; i++) {
            while (old < known.length && known[old] < next[i]) {
                old++;
            }
            boolean isKnown = old < known.length && known[old] == next[i];
            nextSince[i] = isKnown ? since[old] : lastLook;
            if (nextSince[i] == ALWAYS || now - nextSince[i] >= lasting) {
                lasted++;
            }
        }
        known = next;
        since = nextSince;
        lastLook = now;
        return lasted + more;
    }

    /** Spreads the bits (the finalizer of MurmurHash3): peers differ in few of them. */
    private static long mixed(long value) {
        long bits = value;
        bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        return bits ^ bits >>> 33;
    }
}
