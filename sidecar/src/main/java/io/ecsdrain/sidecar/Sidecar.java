package io.ecsdrain.sidecar;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.execute.TaskProtector;
import io.ecsdrain.sidecar.http.DrainServer;
import io.ecsdrain.sidecar.http.DrainSource;
import io.ecsdrain.sidecar.observe.ParameterPoller;
import io.ecsdrain.sidecar.observe.StateReader;
import io.ecsdrain.sidecar.observe.TaskIdentity;
import io.ecsdrain.sidecar.report.EmfEmitter;
import io.ecsdrain.sidecar.report.EmfLine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running sidecar: reader -> poller -> keeper -> server and emitter. Threads: {@code poll}, {@code emf}, {@code timers},
 * {@code task-id} until the id is known, {@code protect} if asked for, and the small pool of the server.
 */
public final class Sidecar {

    /**
     * How long it goes on answering after SIGTERM. Short, because without {@code dependsOn} ECS stops all containers of the
     * task together and waits for the slowest; with it the app is gone by then.
     */
    public static final Duration LINGER = Duration.ofSeconds(3);

    private static final Duration LAST_LINE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

    private final SidecarConfig config;
    private final ScheduledThreadPoolExecutor timers;
    private final DrainKeeper keeper;
    private final ParameterPoller poller;
    private final EmfEmitter emitter;
    private final Optional<TaskIdentity> identity;
    private final Optional<TaskProtector> protector;
    private final DrainServer server;
    private boolean stopped;

    /**
     * Listens, but neither polls nor answers before {@link #start}.
     *
     * @param stdout where EMF lines go, and nothing else
     * @throws ConfigurationException if the configured host has no address
     * @throws IOException if it cannot listen
     */
    public Sidecar(SidecarConfig config, StateReader reader, OutputStream stdout) throws IOException {
        this.config = config;
        timers = timers();
        MonotonicClock clock = new MonotonicClock();
        keeper = new DrainKeeper(config.rules(), clock, timers, this::changed);
        protector = config.agentUri()
                .filter(uri -> config.taskProtection())
                .map(uri -> new TaskProtector(uri, () -> keeper.view().busy(), clock));
        poller = new ParameterPoller(reader, keeper::accept, config.rules().poll());
        identity = config.metadataUri().map(uri -> TaskIdentity.fromMetadata(uri, this::startEmitting));
        EmfLine line = new EmfLine(config.deployment(), config.resolution());
        emitter = new EmfEmitter(line, this::sample, stdout, InstantSource.system(), config.emitEvery());
        server = new DrainServer(address(config), config.port(), config.deployment(), new Source(), timers);
    }

    public Sidecar start() {
        server.addresses().forEach(address -> log.info("listening on {}", address));
        poller.start();
        identity.ifPresentOrElse(TaskIdentity::start, this::startEmitting);
        protector.ifPresent(TaskProtector::start);
        server.start();
        return this;
    }

    public int port() {
        return server.port();
    }

    /** What SIGTERM means: {@code stopping}, told to everybody who waits, and a last EMF line. It goes on answering. */
    public void stop() throws InterruptedException {
        keeper.accept(new DrainSignal.Stop());
        synchronized (this) {
            stopped = true;
        }
        identity.ifPresent(TaskIdentity::stop);
        emitter.stop(LAST_LINE);
    }

    /** Ends everything; no more answers. */
    public void close() {
        poller.stop();
        protector.ifPresent(TaskProtector::stop);
        server.close();
        timers.shutdownNow();
    }

    private synchronized void startEmitting() {
        if (!stopped) {
            emitter.start();
        }
    }

    private void changed() {
        server.changed();
    }

    private Optional<EmfEmitter.Sample> sample() {
        DrainView view = keeper.view();
        boolean due = config.emitMode() == EmitMode.ALWAYS || view.everDrained();
        return taskId().filter(id -> due).map(id -> new EmfEmitter.Sample(id, view.shutdownReady()));
    }

    private Optional<String> taskId() {
        return identity.isPresent() ? identity.get().taskId() : Optional.of(config.taskId());
    }

    private static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    private static Optional<InetAddress> address(SidecarConfig config) {
        return config.host().map(host -> {
            try {
                InetAddress address = InetAddress.getByName(host);
                if (!address.isLoopbackAddress()) {
                    log.warn(
                            "DRAIN_HOST {} IS NOT LOOPBACK: whoever reaches this address reads and reports for this task",
                            host);
                }
                return address;
            } catch (UnknownHostException e) {
                throw new ConfigurationException(
                        List.of("DRAIN_HOST must be an address of this machine, but is '" + host + "'"));
            }
        });
    }

    /** What the server sees of all this. */
    private final class Source implements DrainSource {

        @Override
        public DrainView view() {
            return keeper.view();
        }

        @Override
        public Optional<DrainView> report(BusyReport report) {
            return keeper.report(report);
        }

        @Override
        public Optional<String> taskId() {
            return Sidecar.this.taskId();
        }
    }
}
