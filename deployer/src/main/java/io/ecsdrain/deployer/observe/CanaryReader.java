package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.canary.CanaryLook;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.canary.CanaryTraffic;
import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.AlarmView;
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
     */
    public record Subject(DeploymentKey key, String loadBalancer, String listener, String targetGroup, int desired) {}

    /**
     * @param mark as it was written last
     * @param since when the step began
     */
    public CanaryLook look(Subject subject, CanaryRequest request, Quorum quorum, CanaryMark mark, Instant since) {
        Observed<ServiceView> service = service(subject.key());
        return new CanaryLook(
                time.instant(),
                ended(subject.key(), service, mark),
                live.listeners(List.of(subject.listener())).map(found -> isShared(found.get(0), subject)),
                alarms.metricAlarms(request.alarms()),
                traffic(subject, since),
                service.flatMap(found -> live.targets(subject.targetGroup())
                        .map(targets -> Health.of(found, targets, quorum).among(subject.desired(), quorum))));
    }

    /** Why it does not go on as {@code mark} has it, as a sentence; empty if it does, or if that could not be read. */
    public Optional<String> ended(DeploymentKey key, CanaryMark mark) {
        return ended(key, service(key), mark);
    }

    private Observed<ServiceView> service(DeploymentKey key) {
        return live.taggedService(key)
                .fold(Observed::known, () -> Observed.unknown("it is not listed"), Observed::unknown);
    }

    private Optional<String> ended(DeploymentKey key, Observed<ServiceView> service, CanaryMark mark) {
        Optional<NameParameters> parameters = live.parameters(key.name()).value();
        Optional<String> state = parameters
                .flatMap(read -> Optional.ofNullable(read.states().get(key)))
                .map(found -> key.id() + " was made " + found.value() + " meanwhile");
        Optional<String> newer = parameters
                .flatMap(read -> LiveElection.winner(key.name(), read.register(), read.states()))
                .filter(winner -> !winner.id().equals(mark.beside()))
                .map(winner -> winner.id() + " became live meanwhile");
        return state.or(() -> newer).or(() -> service.value()
                .filter(found -> !CanaryMark.of(found.tags()).equals(Optional.of(mark)))
                .map(found -> "its canary was ended meanwhile"));
    }

    private static boolean isShared(LiveListener listener, Subject subject) {
        return listener.defaultTargets().stream()
                .anyMatch(
                        target -> target.weight() > 0 && target.targetGroupArn().equals(subject.targetGroup()));
    }

    private Observed<CanaryTraffic> traffic(Subject subject, Instant since) {
        Instant now = time.instant();
        Instant step = since.truncatedTo(ChronoUnit.MINUTES);
        Instant recent = now.truncatedTo(ChronoUnit.MINUTES).minus(CanaryTraffic.MINUTES, ChronoUnit.MINUTES);
        Instant from = step.isBefore(recent) ? step : recent;
        return traffic.read(subject.loadBalancer(), subject.targetGroup(), from, now)
                .map(counted -> new CanaryTraffic(
                        counted.requestsSince(step), counted.requestsSince(recent), counted.failedSince(recent)));
    }
}
