package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.DrainSignal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks at a source once a poll, while its count matters. For one thread. */
public final class SourcePoller {

    private final ConnectionSource source;
    private final BooleanSupplier matters;
    private final Consumer<DrainSignal> sink;
    private final Duration interval;

    /** @param matters whether anybody acts on the count now */
    public SourcePoller(
            ConnectionSource source, BooleanSupplier matters, Consumer<DrainSignal> sink, Duration interval) {
        this.source = source;
        this.matters = matters;
        this.sink = sink;
        this.interval = interval;
    }

    /** Looks, if it matters, and tells how long to wait until the next time. */
    public Duration poll() {
        if (matters.getAsBoolean() || !source.sawEveryPort()) {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            sink.accept(new DrainSignal.Looked(ConnectionSource.NAME, source.look(now)));
        }
        return interval;
    }
}
