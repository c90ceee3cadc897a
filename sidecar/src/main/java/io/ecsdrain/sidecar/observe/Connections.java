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
    private long now;
    private long lasting;
    private int lasted;

    /**
     * Begins a look.
     *
     * @param now milliseconds on a clock that never goes back
     * @param lasting so many milliseconds a connection has to last to count
     */
    void begin(long now, long lasting) {
        this.now = now;
        this.lasting = lasting;
        count = 0;
        lasted = 0;
    }

    /** Takes a connection that is there, and tells whether it counts. */
    boolean add(int localPort, long remoteHigh, long remoteLow, int remotePort) {
        if (count == MOST) {
            lasted++;
            return true;
        }
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, Math.min(MOST, count * 2));
        }
        long id = mixed(mixed(remoteHigh) ^ remoteLow) ^ mixed((long) localPort << 16 | remotePort);
        seen[count++] = id;
        long began = since(id);
        boolean lasts = began == ALWAYS || now - began >= lasting;
        lasted += lasts ? 1 : 0;
        return lasts;
    }

    /** Ends the look, and tells how many connections count. */
    int end() {
        long[] next = Arrays.copyOf(seen, count);
        Arrays.sort(next);
        long[] nextSince = new long[count];
        for (int i = 0; i < count; i++) {
            nextSince[i] = since(next[i]);
        }
        known = next;
        since = nextSince;
        lastLook = now;
        return lasted;
    }

    /** Before the first look that did not show it: that look may have missed it by a moment. */
    private long since(long id) {
        int at = Arrays.binarySearch(known, id);
        return at < 0 ? lastLook : since[at];
    }

    /** Spreads the bits (the finalizer of MurmurHash3): peers differ in few of them. */
    private static long mixed(long value) {
        long bits = value;
        bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        return bits ^ bits >>> 33;
    }
}
