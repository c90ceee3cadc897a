package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.canary.CanaryEnded;
import io.ecsdrain.deployer.plan.canary.CanaryLook;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.canary.CanaryTraffic;
import io.ecsdrain.deployer.plan.canary.OwnMarks;
import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.AlarmView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.AlarmReader;
import io.ecsdrain.inventory.observe.GroupTrafficReader;
import io.ecsdrain.inventory.observe.TargetGroupReader;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads what is decided upon while new clients are led to a canary. */
public final class CanaryReader {

    private final LiveReader live;
    private final AlarmReader alarms;
    private final GroupTrafficReader traffic;
    private final TargetGroupReader groups;
    private final InstantSource time;

    public CanaryReader(AwsClients clients, String cluster, InstantSource time) {
        this.live = new LiveReader(clients, cluster);
        this.alarms = new AlarmReader(clients.cloudWatch());
        this.traffic = new GroupTrafficReader(clients.cloudWatch());
        this.groups = new TargetGroupReader(clients.elb());
        this.time = time;
    }

    /**
     * The alarms of these names, whatever their kind.
     *
     * @throws Unreadable if they could not be read
     */
    public List<AlarmView> alarms(List<String> names) {
        return Unreadable.require("the alarms", alarms.alarms(names));
    }

    /**
     * Whether the target group has stickiness on.
     *
     * @throws Unreadable if that could not be read
     */
    public boolean isSticky(String targetGroup) {
        return Unreadable.require("stickiness of " + targetGroup, groups.stickiness(targetGroup));
    }

    /**
     * One canary.
     *
     * @param loadBalancer ARN of the load balancer in front
     * @param listener ARN of the listener that shares new clients
     * @param targetGroup ARN of its target group
     * @param desired its desired count when it began; what it has been scaled out to since may still be starting
     * @param begun when it got its first clients from this program
     */
    public record Subject(
            DeploymentKey key, String loadBalancer, String listener, String targetGroup, int desired, Instant begun) {}

    /**
     * How the targets of one target group are.
     *
     * @throws Unreadable if that could not be read
     */
    public Health health(ServiceView service, String targetGroup, Quorum quorum) {
        return Health.of(service, Unreadable.require("targets of " + targetGroup, live.targets(targetGroup)), quorum);
    }

    /** @param since when the step began */
    public CanaryLook look(Subject subject, CanaryRequest request, Quorum quorum, OwnMarks marks, Instant since) {
        Observed<ServiceView> service = service(subject.key());
        return new CanaryLook(
                time.instant(),
                ended(subject.key(), service, marks),
                live.listeners(List.of(subject.listener())).map(found -> isShared(found.get(0), subject)),
                alarms.metricAlarms(request.alarms()),
                traffic(subject, since),
                service.flatMap(found -> live.targets(subject.targetGroup())
                        .map(targets -> Health.of(found, targets, quorum).among(subject.desired(), quorum))));
    }

    /** Why it does not go on as this program left it; missing if it does. */
    public Lookup<CanaryEnded> ended(DeploymentKey key, OwnMarks marks) {
        return ended(key, service(key), marks);
    }

    /** Whether programs that read it now take it for a canary that goes on; false if it could not be read. */
    public boolean goesOn(DeploymentKey key) {
        return service(key)
                .value()
                .flatMap(found -> live.parameters(key.name())
                        .value()
                        .flatMap(read -> CanaryMark.running(
                                found.tags(),
                                Optional.ofNullable(read.states().get(key)),
                                LiveElection.winner(key.name(), read.register(), read.states()),
                                time.instant())))
                .isPresent();
    }

    private Observed<ServiceView> service(DeploymentKey key) {
        return live.taggedService(key)
                .fold(Observed::known, () -> Observed.unknown("its service is not listed"), Observed::unknown);
    }

    private Lookup<CanaryEnded> ended(DeploymentKey key, Observed<ServiceView> service, OwnMarks marks) {
        Observed<NameParameters> parameters = live.parameters(key.name());
        return service.unknownBecause()
                .map(Lookup::<CanaryEnded>unknown)
                .orElseGet(() -> Lookup.part(
                        parameters, read -> ended(key, read, service.value().orElseThrow(), marks)));
    }

    private static Optional<CanaryEnded> ended(
            DeploymentKey key, NameParameters parameters, ServiceView service, OwnMarks marks) {
        Optional<DeploymentKey> winner = LiveElection.winner(key.name(), parameters.register(), parameters.states());
        if (winner.equals(Optional.of(key))) {
            return Optional.of(CanaryEnded.LIVE);
        }
        Optional<String> state = Optional.ofNullable(parameters.states().get(key))
                .map(found -> key.id() + " was made " + found.value() + " meanwhile");
        Optional<String> newer = winner.filter(live -> !live.id().equals(marks.beside()))
                .map(live -> live.id() + " became live meanwhile");
        return state.or(() -> newer)
                .map(why -> new CanaryEnded(why, CanaryEnded.Became.ENDED))
                .or(() -> marks.ended(service.tags()));
    }

    private static boolean isShared(LiveListener listener, Subject subject) {
        return listener.defaultTargets().stream()
                .anyMatch(
                        target -> target.weight() > 0 && target.targetGroupArn().equals(subject.targetGroup()));
    }

    private Observed<CanaryTraffic> traffic(Subject subject, Instant since) {
        Instant now = time.instant();
        Instant step = since.truncatedTo(ChronoUnit.MINUTES);
        Instant window = now.truncatedTo(ChronoUnit.MINUTES).minus(CanaryTraffic.MINUTES, ChronoUnit.MINUTES);
        // What a hook tried before is no client's.
        Instant first = subject.begun().truncatedTo(ChronoUnit.MINUTES);
        Instant recent = window.isBefore(first) ? first : window;
        Instant from = step.isBefore(recent) ? step : recent;
        return traffic.read(subject.loadBalancer(), subject.targetGroup(), from, now)
                .map(counted -> new CanaryTraffic(
                        counted.requestsSince(step), counted.requestsSince(recent), counted.failedSince(recent)));
    }
}
