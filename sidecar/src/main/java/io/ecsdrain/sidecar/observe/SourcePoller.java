package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.DrainSignal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at a source: once a poll while its count matters, more seldom or not at all while it does not. For one thread.
 */
public final class SourcePoller {

    private final Source source;
    private final BooleanSupplier matters;
    private final Consumer<DrainSignal> sink;
    private final Duration interval;
    private int polls;

    /** @param matters whether anything depends on the count now */
    public SourcePoller(Source source, BooleanSupplier matters, Consumer<DrainSignal> sink, Duration interval) {
        this.source = source;
        this.matters = matters;
        this.sink = sink;
        this.interval = interval;
    }

    /** Looks, if it is time to, and tells how long to wait until the next poll. */
    public Duration poll() {
        boolean isTime = source.idlePolls() > 0 && polls % source.idlePolls() == 0;
        if (matters.getAsBoolean() || isTime) {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            sink.accept(new DrainSignal.Looked(source.name(), source.look(now)));
        }
        polls++;
        return interval;
    }
}
