package io.ecsdrain.sidecar;

import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.execute.AppCall;
import io.ecsdrain.sidecar.execute.AppNotifier;
import io.ecsdrain.sidecar.execute.TaskProtector;
import io.ecsdrain.sidecar.http.DrainJson;
import io.ecsdrain.sidecar.http.DrainServer;
import io.ecsdrain.sidecar.http.DrainSource;
import io.ecsdrain.sidecar.observe.ConnectionSource;
import io.ecsdrain.sidecar.observe.ParameterPoller;
import io.ecsdrain.sidecar.observe.Source;
import io.ecsdrain.sidecar.observe.SourcePoller;
import io.ecsdrain.sidecar.observe.StateReader;
import io.ecsdrain.sidecar.observe.TaskIdentity;
import io.ecsdrain.sidecar.observe.UrlSource;
import io.ecsdrain.sidecar.report.EmfEmitter;
import io.ecsdrain.sidecar.report.EmfLine;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running sidecar: reader -> poller -> keeper -> server and emitter. Threads: {@code poll}, {@code emf},
 * {@code timers}, {@code task-id} until the id is known, {@code protect}, {@code notify}, {@code connections} and
 * {@code url} if asked for, and the small pool of the server. None waits for another.
 */
public final class Sidecar {

    /**
     * After SIGTERM it goes on answering until no request has come for so long. Short, because ECS waits for the
     * slowest container: where the app depends on the sidecar ({@code dependsOn}) it is gone by then.
     */
    static final Duration QUIET = Duration.ofSeconds(3);

    /** And not longer than this, whatever is still asked: ECS kills after its default stopTimeout of 30 seconds. */
    static final Duration LINGER = Duration.ofSeconds(25);

    private static final Duration LAST_LINE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

    private final SidecarConfig config;
    private final ScheduledThreadPoolExecutor timers;
    private final DrainKeeper keeper;
    private final EmfEmitter emitter;
    private final Optional<TaskIdentity> identity;
    private final List<Loop> loops = new ArrayList<>();
    private final DrainServer server;
    private final List<AtomicBoolean> asks = new ArrayList<>();
    private boolean stopped;

    /**
     * Listens, but neither polls nor answers before {@link #start}.
     *
     * @param stdout where EMF lines go, and nothing else
     * @throws IOException if it cannot listen
     */
    public Sidecar(SidecarConfig config, StateReader reader, OutputStream stdout) throws IOException {
        this(config, reader, timers(), stdout);
    }

    /** @param timers from {@link #timers}, for a reader that needs them too */
    Sidecar(SidecarConfig config, StateReader reader, ScheduledThreadPoolExecutor timers, OutputStream stdout)
            throws IOException {
        this.config = config;
        this.timers = timers;
        MonotonicClock clock = new MonotonicClock();
        keeper = new DrainKeeper(config.rules(), clock, timers, this::changed);
        identity = config.metadataUri().map(uri -> TaskIdentity.fromMetadata(uri, timers, this::startEmitting));
        addLoops(reader, clock);
        EmfLine line = new EmfLine(config.deployment(), config.lines(), boot());
        emitter = new EmfEmitter(
                line,
                this::sample,
                stdout,
                InstantSource.system(),
                config.lines().every());
        server = new DrainServer(config.host(), config.port(), config.deployment(), new Door(), timers);
    }

    public Sidecar start() {
        server.addresses().forEach(address -> log.info("listening on {}", address));
        loops.forEach(Loop::start);
        if (identity.isEmpty()) {
            startEmitting();
        }
        server.start();
        return this;
    }

    public int port() {
        return server.port();
    }

    /** What SIGTERM means: {@code stopping}, told to every long poll, and a last EMF line. It goes on answering. */
    public void stop() throws InterruptedException {
        keeper.accept(new DrainSignal.Stop());
        synchronized (this) {
            stopped = true;
        }
        emitter.stop(LAST_LINE);
    }

    /** Returns when no request has come for {@link #QUIET}, at the latest after {@link #LINGER}. */
    public void linger() throws InterruptedException {
        long end = System.nanoTime() + LINGER.toNanos();
        long quietSince = System.nanoTime();
        while (System.nanoTime() < end && System.nanoTime() - quietSince < QUIET.toNanos()) {
            Thread.sleep(50);
            quietSince = Math.max(quietSince, server.lastAskedNanos());
        }
    }

    /** Ends everything; no more answers. */
    public void close() {
        loops.forEach(Loop::stop);
        server.close();
        timers.shutdownNow();
    }

    private void addLoops(StateReader reader, InstantSource clock) {
        ParameterPoller poller = new ParameterPoller(reader, keeper::accept, keeper::pollPause);
        loops.add(new Loop("poll", () -> Optional.of(poller.poll())));
        config.busyPorts().ifPresent(ports -> addSource("connections", new ConnectionSource(ports)));
        config.busyUrl().ifPresent(url -> addSource("url", new UrlSource(url, timers)));
        config.appCall().ifPresent(call -> addNotifier(call, clock));
        identity.ifPresent(asked -> loops.add(new Loop("task-id", asked::ask)));
        config.agentUri().filter(uri -> config.taskProtection()).ifPresent(uri -> {
            TaskProtector protector = new TaskProtector(uri, this::sessions, clock, timers);
            loops.add(new Loop("protect", () -> Optional.of(protector.look())));
        });
    }

    private void addNotifier(AppCall call, InstantSource clock) {
        AppNotifier notifier = new AppNotifier(
                call, keeper::view, view -> DrainJson.of(view, config.deployment(), taskId()), clock, timers);
        loops.add(new Loop("notify", () -> Optional.of(notifier.look())));
    }

    private void addSource(String thread, Source source) {
        AtomicBoolean asked = new AtomicBoolean();
        asks.add(asked);
        SourcePoller poller = new SourcePoller(
                source,
                () -> countsMatter(asked),
                keeper::accept,
                config.rules().pace());
        loops.add(new Loop(thread, () -> Optional.of(poller.poll())));
    }

    /** A look costs CPU time, and most tasks spend their lives active. */
    private boolean countsMatter(AtomicBoolean asked) {
        return config.taskProtection() || keeper.view().draining() || asked.getAndSet(false);
    }

    /** At least one where their number is not known. */
    private int sessions() {
        DrainView view = keeper.view();
        return view.busyUnknown() ? Math.max(1, view.busy()) : view.busy();
    }

    private synchronized void startEmitting() {
        if (!stopped) {
            emitter.start();
        }
    }

    private void changed() {
        server.changed();
        emitter.look();
    }

    private static String boot() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private Optional<EmfEmitter.Sample> sample() {
        DrainView view = keeper.view();
        boolean due = config.emitMode() == EmitMode.ALWAYS || view.everDrained();
        return taskId().filter(id -> due).map(id -> new EmfEmitter.Sample(id, view));
    }

    private Optional<String> taskId() {
        return identity.isPresent() ? identity.get().taskId() : Optional.of(config.taskId());
    }

    /** One thread, for short tasks; {@link #close} ends it. */
    static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    /** What the server sees of all this. */
    private final class Door implements DrainSource {

        @Override
        public DrainView view() {
            asks.forEach(asked -> asked.set(true));
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
