package io.ecsdrain.localaws;

import io.ecsdrain.localaws.links.World;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks the world in real time. */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long EVERY_MILLIS = 200;

    private final World world;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "local-aws-ticker");
        daemon.setDaemon(true);
        return daemon;
    });

    Ticker(World world) {
        this.world = world;
        thread.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A scheduled executor drops a job that throws, silently; the world must go on. */
    private void tick() {
        try {
            world.tick();
        } catch (RuntimeException bug) {
            LOG.error("a tick failed", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
