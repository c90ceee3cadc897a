package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.Pace;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Polls the state parameter for as long as the process lives, jittered, with patience where SSM asks for it. */
public final class ParameterPoller {

    private final StateReader reader;
    private final Consumer<DrainSignal> sink;
    private final Duration interval;
    private final Thread thread = new Thread(this::run, "poll");

    public ParameterPoller(StateReader reader, Consumer<DrainSignal> sink, Duration interval) {
        this.reader = reader;
        this.sink = sink;
        this.interval = interval;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        thread.interrupt();
    }

    private void run() {
        int refusals = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                DrainSignal signal = reader.read();
                sink.accept(signal);
                refusals = isRefusal(signal) ? refusals + 1 : 0;
                double dice = ThreadLocalRandom.current().nextDouble();
                Thread.sleep(Pace.next(interval, refusals, dice).toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRefusal(DrainSignal signal) {
        return signal instanceof DrainSignal.ReadFailed failed && failed.problem() == ReadProblem.THROTTLED;
    }
}
