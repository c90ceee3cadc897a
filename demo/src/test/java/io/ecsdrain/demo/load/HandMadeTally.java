package io.ecsdrain.demo.load;

import java.time.Instant;

/** Requests that were never made and sessions that never were. */
public final class HandMadeTally {

    private HandMadeTally() {}

    public static void add(Tally tally, Instant from, Instant to, String deployment, int ticks, boolean whole) {
        tally.session(new Tally.Session(from, to, deployment, ticks, whole));
    }

    public static void answered(Tally tally, String deployment, int times) {
        for (int i = 0; i < times; i++) {
            tally.answered(deployment);
        }
    }

    public static void failed(Tally tally, Instant at, String client, String what) {
        tally.failed(at, client, what);
    }
}
