package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.scaling.ScalableTargetView;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.localaws.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An AWS for one history, with a cluster and a listener for each name, and the gate that every call of an actor goes
 * through.
 */
final class Stage implements InProcessHttp.Stage, AutoCloseable {

    static final String CLUSTER = "prod";

    /** One transport and one set of clients for all histories: making them costs more than a history. */
    static final AwsClients CLIENTS =
            InProcessClients.shortCut(InProcessClients.over(new InProcessHttp()), new InProcessHttp());

    static final ClusterFixture FIXTURE =
            new ClusterFixture(CLUSTER, CLIENTS.ecs(), CLIENTS.elb(), CLIENTS.ssm(), CLIENTS.scaling());

    private static final int FIRST_PORT = 80;

    private static final Set<String> CHANGES_SERVICES =
            Set.of("UpdateService", "RegisterScalableTarget", "UntagResource");

    final LocalAws aws;
    final Draw draw;
    final Turns turns;
    final Traffic traffic;
    final Map<String, String> listeners = new HashMap<>();
    final Grounds grounds = new Grounds(this);
    final Logins logins = new Logins(this);
    final Pins pins;
    final String balancer;
    private final BiConsumer<Actor, CallRecord> witness;
    private int faultsToCome;
    private Fault fault;
    private boolean calm;
    private boolean allBySdk;
    private List<TaskView> tasksBefore = List.of();
    private List<ServiceView> servicesBefore = List.of();
    private List<ScalableTargetView> targetsBefore = List.of();
    private Mishap mishap = actor -> Optional.empty();

    /** @param witness told of each call of an actor that reached AWS, before anything else happens */
    Stage(long seed, BiConsumer<Actor, CallRecord> witness) {
        this(seed, witness, aws -> Draw.of(seed, aws.switches()));
    }

    /** A stage on which nothing is drawn. */
    static Stage plain(long seed, BiConsumer<Actor, CallRecord> witness) {
        return new Stage(seed, witness, aws -> Draw.plain(seed, Optional.empty()));
    }

    /** The same, and its tasks speak by their log. */
    static Stage speaking(long seed, BiConsumer<Actor, CallRecord> witness) {
        return new Stage(seed, witness, aws -> Draw.plain(seed, Optional.of(Lines.plain())));
    }

    private Stage(long seed, BiConsumer<Actor, CallRecord> witness, Function<LocalAws, Draw> drawing) {
        aws = LocalAws.builder()
                .clock(Instant.parse("2026-01-01T00:00:30Z"))
                .inProcess(Math.abs(seed))
                .start();
        this.witness = witness;
        draw = drawing.apply(aws);
        pins = new Pins(this);
        draw.ailing().befall(aws);
        traffic = new Traffic(this);
        turns = new Turns(aws, draw.random(), traffic::pass, draw.pace());
        InProcessHttp.enter(this);
        FIXTURE.createCluster().registerApp();
        balancer = FIXTURE.loadBalancer("front");
        // Before a sidecar writes its first line: a group that is missing is no group without lines.
        draw.lines().ifPresent(lines -> lines.groups(draw.names())
                .forEach(group -> CLIENTS.logs().createLogGroup(create -> create.logGroupName(group))));
        for (String name : draw.names()) {
            boolean lodges = draw.lodges(name) && !listeners.isEmpty();
            listeners.put(
                    name,
                    lodges
                            ? listeners.get(draw.names().get(0))
                            : Logins.listener(
                                    balancer,
                                    FIRST_PORT + listeners.size(),
                                    draw.company().login()));
        }
    }

    /** From here on every call goes all the way through the SDK. */
    void closeShortCut() {
        allBySdk = true;
    }

    @Override
    public boolean allBySdk() {
        return allBySdk;
    }

    /** Whether nothing goes wrong. */
    void calm(boolean yes) {
        calm = yes;
    }

    /** As they were just before the last call that may have told them to stop at once, or started some. */
    List<TaskView> tasksBefore() {
        return tasksBefore;
    }

    /** As they were just before the last call that may have changed their counts or taken tags off them. */
    List<ServiceView> servicesBefore() {
        return servicesBefore;
    }

    /** The scalable targets, just before the same call. */
    List<ScalableTargetView> targetsBefore() {
        return targetsBefore;
    }

    /** What goes wrong while it is calm, call by call. */
    interface Mishap {
        Optional<Fault> at(Actor actor);
    }

    void mishap(Mishap next) {
        mishap = next;
    }

    String listener(DeploymentKey key) {
        return listeners.get(key.name());
    }

    /** Where an actor waits; on no actor's thread time just passes. */
    void await(Duration duration) {
        Actor.current().ifPresentOrElse(actor -> turns.sleep(actor, duration), () -> traffic.pass(duration));
    }

    /** Plays the actors that were added, on this stage. */
    Actor actor(String name, String accessKey, Instant startAt, Runnable body) {
        Actor actor = new Actor(name, accessKey, startAt, () -> {
            InProcessHttp.enter(this);
            body.run();
        });
        turns.add(actor);
        return actor;
    }

    @Override
    public Optional<Wire.Reply> exchange(Wire.Request request) {
        String target = request.headers().getOrDefault("x-amz-target", "");
        return gated(CHANGES_SERVICES.stream().anyMatch(target::endsWith), () -> aws.exchange(request));
    }

    @Override
    public Optional<Wire.Answer> exchange(Wire.Call call) {
        return gated(CHANGES_SERVICES.contains(call.operation()), () -> aws.exchange(call, Actor.currentKey()));
    }

    private <T> Optional<T> gated(boolean changesServices, Supplier<Optional<T>> exchange) {
        Optional<Actor> current = Actor.current();
        return current.isPresent() ? gated(current.get(), changesServices, exchange) : exchange.get();
    }

    private <T> Optional<T> gated(Actor actor, boolean changesServices, Supplier<Optional<T>> exchange) {
        turns.await(actor);
        actor.calls++;
        if (actor.calls >= actor.callsToLive && !actor.diesAfterEffect) {
            throw new Actor.Crash(actor.name);
        }
        drawFault(actor);
        if (changesServices) {
            tasksBefore = aws.ecs().tasks();
            servicesBefore = aws.ecs().services();
            targetsBefore = aws.scaling().targets();
        }
        long before = aws.lastCall().map(CallRecord::seq).orElse(0L);
        Optional<T> reply = exchange.get();
        aws.faults().clear();
        aws.lastCall().filter(call -> call.seq() > before).ifPresent(call -> witness.accept(actor, call));
        if (actor.calls >= actor.callsToLive) {
            throw new Actor.Crash(actor.name);
        }
        return reply;
    }

    /** Mostly one call goes wrong; sometimes so many in a row that the SDK gives up. */
    private void drawFault(Actor actor) {
        if (calm) {
            mishap.at(actor).ifPresent(each -> {
                actor.faults++;
                aws.faults().when(any -> true).times(1).then(each);
            });
            return;
        }
        if (faultsToCome == 0 && draw.faults() > 0 && draw.random().nextInt(1_000) < draw.faults()) {
            faultsToCome = draw.chance(75) ? 1 : AwsClients.ATTEMPTS + 1;
            fault = Draw.of(
                    draw.random(),
                    Fault.throttle(),
                    Fault.serverError(),
                    new Fault.LoseAnswer(),
                    new Fault.Unreachable(),
                    new Fault.FailAfterEffect());
        }
        if (faultsToCome > 0) {
            faultsToCome--;
            actor.faults++;
            aws.faults().when(any -> true).times(1).then(fault);
        }
    }

    @Override
    public void close() {
        InProcessHttp.leave();
        aws.close();
    }
}
