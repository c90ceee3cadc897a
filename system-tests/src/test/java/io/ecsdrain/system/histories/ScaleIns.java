package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.scaling.ScalableTargetView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether scale-in, by alarms and by schedules, and rebalancing are held still for as long as a deployment drains:
 * every whole run of the reaper sees to it, none of our programs lets it go while it could know that the deployment
 * drains, and neither cuts a session in between; nor does the call itself by which they are held.
 */
final class ScaleIns {

    private final Stage stage;
    private final Seen seen;
    private final Judge judge;
    private final Consumer<String> violations;

    /** By resource, since when scale-in was suspended by the reaper while its deployment drained. */
    private final Map<String, Instant> suspended = new HashMap<>();
    /** By resource, the last call that registered or deregistered it, or gave its service a count. */
    private final Map<String, Long> changed = new HashMap<>();

    ScaleIns(Stage stage, Seen seen, Judge judge, Consumer<String> violations) {
        this.stage = stage;
        this.seen = seen;
        this.judge = judge;
        this.violations = violations;
    }

    /** Takes a call in that took effect, before {@link Seen} does. */
    void see(Actor actor, CallRecord call) {
        if (call.operation().equals("UpdateService")) {
            updates(actor, call);
        }
        if (!call.operation().endsWith("gisterScalableTarget")) {
            return;
        }
        String resource = call.input().get("ResourceId").asText();
        if (call.operation().startsWith("Register")) {
            countStays(actor, call, resource);
        }
        changed.put(resource, call.seq());
        Optional<DeploymentKey> key = Worlds.keyOf(resource.substring(resource.lastIndexOf('/') + 1));
        JsonNode state = call.input().path("SuspendedState");
        boolean held = state.path("DynamicScalingInSuspended").asBoolean()
                && state.path("ScheduledScalingSuspended").asBoolean();
        if (held && actor.accessKey.equals(Cast.REAPER)) {
            suspended.put(resource, call.at());
            return;
        }
        suspended.remove(resource);
        if (state.isObject() && key.isPresent() && couldSeeItDrain(actor, key.get())) {
            violations.accept(
                    "call " + call.seq() + " lets scale-in go of " + key.get() + ", whose parameter it read: draining");
        }
    }

    private void updates(Actor actor, CallRecord call) {
        String service = call.input().get("service").asText().replaceFirst(".*/", "");
        changed.put(Alarms.resource(service), call.seq());
        Worlds.keyOf(service)
                .filter(key -> call.input()
                                .path("availabilityZoneRebalancing")
                                .asText()
                                .equals("ENABLED")
                        && couldSeeItDrain(actor, key))
                .ifPresent(key -> violations.accept(
                        "call " + call.seq() + " lets " + key + " rebalance, whose parameter it read: draining"));
    }

    /** What a register does to the count, as AWS moves it inside the bounds, is none of our programs' business. */
    private void countStays(Actor actor, CallRecord call, String resource) {
        // The same person makes the scalable target, by hand and after the deployment.
        boolean ours = actor.accessKey.equals(Cast.REAPER) || actor.errand.isPresent();
        boolean crossed = seen.last(actor, "DescribeServices", "")
                .filter(read -> changed.getOrDefault(resource, 0L) > read.seq())
                .isPresent();
        String name = resource.replaceFirst(".*/", "");
        int before = desired(stage.servicesBefore(), name);
        int after = desired(stage.aws.ecs().services(), name);
        if (ours && !crossed && before != after) {
            violations.accept("call " + call.seq() + " registers the scaling of " + name
                    + " and with it takes its count from " + before + " to " + after);
        }
    }

    private static int desired(List<ServiceView> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .mapToInt(ServiceView::desired)
                .findFirst()
                .orElse(0);
    }

    private boolean couldSeeItDrain(Actor actor, DeploymentKey key) {
        Optional<Seen.Read> one = seen.last(actor, "GetParameter", key.stateParameter());
        Optional<Seen.Read> some = seen.last(actor, "GetParameters", key.stateParameter());
        Optional<Seen.Read> all = seen.last(actor, "GetParametersByPath", "/apps/" + key.name());
        return Stream.of(one, some, all)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Seen.Read::seq))
                .map(read -> read.at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS)))
                .flatMap(shown -> stage.traffic.parameters().valueAt(key.stateParameter(), shown))
                .filter("draining"::equals)
                .isPresent();
    }

    /**
     * What a run is to see to: scalable targets and rebalancing of those that drain, from {@code seenFrom} on, and are
     * scaled up.
     */
    record Open(long seq, Instant seenFrom, Map<String, DeploymentKey> targets) {}

    Open open() {
        long seq = stage.aws.lastCall().map(CallRecord::seq).orElse(0L);
        Instant seenFrom = stage.aws.now().minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
        Map<String, DeploymentKey> targets = draining(seenFrom);
        // What the register makes live is made active by the run itself, whatever its parameter reads.
        targets.values().removeIf(key -> judge.isNewest(key, seenFrom) || judge.isNewest(key, stage.aws.now()));
        return new Open(seq, seenFrom, targets);
    }

    private Map<String, DeploymentKey> draining(Instant seenFrom) {
        Set<String> targets = stage.aws.scaling().targets().stream()
                .filter(target -> !target.scaleInSuspended() || !target.scheduledSuspended())
                .map(ScalableTargetView::resourceId)
                .collect(Collectors.toSet());
        Map<String, DeploymentKey> found = new HashMap<>();
        for (ServiceView service : stage.aws.ecs().services()) {
            Optional<DeploymentKey> key = Worlds.keyOf(service.name()).filter(each -> isTagged(service, each));
            boolean is = key.isPresent()
                    && (targets.contains(Alarms.resource(service.name()))
                            || service.availabilityZoneRebalancing().equals("ENABLED"))
                    && service.status().equals("ACTIVE")
                    && service.desired() > 0
                    && stage.draw.names().contains(key.get().name())
                    && stage.traffic
                            .parameters()
                            .drainingSince(key.get())
                            .filter(since -> since.isBefore(seenFrom))
                            .isPresent();
            if (is) {
                found.put(Alarms.resource(service.name()), key.get());
            }
        }
        return found;
    }

    private static boolean isTagged(ServiceView service, DeploymentKey key) {
        return key.name().equals(service.tags().get("deployment_name"))
                && key.id().equals(service.tags().get("deployment_id"));
    }

    /** @param troubled whether something that it asked AWS went wrong */
    void afterRun(Open before, RunReport report, boolean troubled) {
        if (troubled
                || report.failed()
                || !report.left().isEmpty()
                || before.targets().isEmpty()) {
            return;
        }
        // Without a break: who was active for a moment of the run need not have been seen draining.
        draining(before.seenFrom()).forEach((resource, key) -> {
            boolean leftAlone = before.targets().containsKey(resource)
                    && changed.getOrDefault(resource, 0L) <= before.seq()
                    && !judge.isNewest(key, stage.aws.now())
                    && !crossed(report, key);
            if (leftAlone) {
                violations.accept("the run that began at " + report.run().startedAt()
                        + " left scale-in or rebalancing of " + key + " on");
            }
        });
    }

    /** It was changed while the run went on. */
    private static boolean crossed(RunReport report, DeploymentKey key) {
        return report.decisions().stream()
                .filter(each -> each.key().equals(key))
                .flatMap(each -> each.steps().stream())
                .anyMatch(step -> step.outcome() instanceof Outcome.Stale);
    }

    /** Once the reaper has suspended scale-in, no draining task is stopped that has said that it has sessions. */
    void scaledIn(DeploymentKey key, List<TaskView> cut) {
        // The call that is still to come: whatever a run has seen was before.
        long next = stage.aws.lastCall().map(CallRecord::seq).orElse(0L) + 1;
        changed.put(Alarms.resource(key.serviceName()), next);
        Instant held = suspended.get(Alarms.resource(key.serviceName()));
        boolean drains = held != null
                && stage.traffic
                        .parameters()
                        .drainingSince(key)
                        .filter(since -> since.isBefore(held))
                        .isPresent();
        for (TaskView task : drains ? cut : List.<TaskView>of()) {
            if (stage.traffic.sidecar(task.id()).filter(ScaleIns::isBusy).isPresent()) {
                violations.accept(
                        "auto scaling cut task " + task.id() + " of " + key + ", which had reported a session");
            }
        }
    }

    private static boolean isBusy(Traffic.Sidecar sidecar) {
        return sidecar.sessions.stream().anyMatch(session -> sidecar.said.stream()
                .anyMatch(said -> said.value() == 0 && !said.at().isBefore(session.begun())));
    }
}
