package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.Backoff;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Polls the state parameter, jittered, with patience where SSM asks for it. For one thread. */
public final class ParameterPoller {

    private final StateReader reader;
    private final Consumer<DrainSignal> sink;
    private final Supplier<Duration> interval;
    private int refusals;

    /** @param interval asked after each read for the wait until the next one, before jitter and backoff */
    public ParameterPoller(StateReader reader, Consumer<DrainSignal> sink, Supplier<Duration> interval) {
        this.reader = reader;
        this.sink = sink;
        this.interval = interval;
    }

    /** Reads once and tells how long to wait until the next time. */
    public Duration poll() {
        DrainSignal signal = reader.read();
        sink.accept(signal);
        refusals = isRefusal(signal) ? refusals + 1 : 0;
        return Backoff.next(
                interval.get(), refusals, ThreadLocalRandom.current().nextDouble());
    }

    private static boolean isRefusal(DrainSignal signal) {
        return signal instanceof DrainSignal.ReadFailed failed && failed.problem() == ReadProblem.THROTTLED;
    }
}
