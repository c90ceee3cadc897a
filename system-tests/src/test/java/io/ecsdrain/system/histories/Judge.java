package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a destructive call might be made. Two actors can always cross between the one's read and its write; so what is asked
 * is that the actor has read just before, and that what it could see then allowed the call.
 */
final class Judge {

    /** So many calls lie at most between a re-check and what it is for. */
    private static final int JUST_BEFORE = 30;

    private final Stage stage;
    private final Seen seen;
    private final List<String> violations;

    Judge(Stage stage, Seen seen, List<String> violations) {
        this.stage = stage;
        this.seen = seen;
        this.violations = violations;
    }

    private void violation(CallRecord call, DeploymentKey key, String what) {
        violations.add("call " + call.seq() + " " + call.operation() + " of " + key + ": " + what);
    }

    /** Any step of the deletion. */
    void deletes(Actor actor, CallRecord call, DeploymentKey key) {
        Optional<Seen.Read> read = parametersRead(actor, key);
        if (read.isEmpty()) {
            violation(call, key, "its parameter was not read just before");
            return;
        }
        Instant shown = shownAt(read.get());
        Parameters parameters = stage.traffic.parameters();
        if (parameters.valueAt(key.stateParameter(), shown).equals(Optional.of("active"))) {
            violation(call, key, "its parameter reads active");
        }
        if (newest(key.name(), shown).equals(Optional.of(key.id()))) {
            violation(call, key, "the register makes it live");
        }
    }

    private Optional<Seen.Read> parametersRead(Actor actor, DeploymentKey key) {
        return seen.last(actor, "GetParametersByPath", "/apps/" + key.name()).filter(read -> read.ago() <= JUST_BEFORE);
    }

    private Instant shownAt(Seen.Read read) {
        return read.at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
    }

    /** Who is to be live: the newest write among the register and the states that read active. */
    private Optional<String> newest(String name, Instant shown) {
        Parameters.Write newest = null;
        String id = null;
        for (String parameter : stage.traffic.parameters().names("/apps/" + name + "/")) {
            boolean register = parameter.endsWith("/live");
            Optional<Parameters.Write> write = stage.traffic.parameters().writeAt(parameter, shown);
            boolean claims = write.isPresent()
                    && (register || "active".equals(write.get().value()));
            if (claims && (newest == null || newest.seq() < write.get().seq())) {
                newest = write.get();
                id = register ? newest.value() : parameter.split("/")[3];
            }
        }
        return Optional.ofNullable(id);
    }

    void retires(Actor actor, CallRecord call, DeploymentKey key) {
        deletes(actor, call, key);
        service(key).ifPresent(service -> routed(actor, call, key, service));
        stage.aws.ecs().tasks().stream()
                .filter(task -> key.serviceName().equals(task.serviceName()))
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .findFirst()
                .ifPresent(task -> violation(call, key, "task " + task.id() + " is " + task.lastStatus()));
    }

    void deletesService(Actor actor, CallRecord call, DeploymentKey key) {
        deletes(actor, call, key);
        stage.aws.ecs().tasks().stream()
                .filter(task -> key.serviceName().equals(task.serviceName()))
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .findFirst()
                .ifPresent(task -> violation(call, key, "task " + task.id() + " is " + task.lastStatus()));
        ServiceView service = service(key).orElseThrow();
        if (!"retired".equals(service.tags().get("state"))) {
            violation(call, key, "it is not marked: " + service.tags());
        }
        Set<String> groups = Set.copyOf(service.targetGroups());
        stage.aws.elb().groups().stream()
                .filter(group -> groups.contains(group.arn()))
                .forEach(group -> violation(call, key, "its target group is still there"));
    }

    void scalesToZero(Actor actor, CallRecord call, DeploymentKey key) {
        deletes(actor, call, key);
        ServiceView service = service(key).orElseThrow();
        routed(actor, call, key, service);
        boolean overdue = overdue(key, call.at());
        for (RouteView rule : stage.aws.elb().routes()) {
            boolean leads = !rule.isDefault()
                    && !Routes.isParked(rule)
                    && service.targetGroups().stream().anyMatch(rule.groups()::containsKey);
            if (leads && couldKnow(actor, "DescribeRules", rule.listenerArn(), rule.arn())) {
                violation(call, key, "rule " + rule.arn() + " still leads clients to it");
            }
        }
        for (TaskView task : stage.tasksBefore()) {
            if (key.serviceName().equals(task.serviceName())
                    && task.lastStatus().equals("RUNNING")
                    && task.desiredStatus().equals("RUNNING")
                    && !overdue) {
                cut(actor, call, key, task);
            }
        }
    }

    /** A session that its task had said for long enough to be heard. */
    private void cut(Actor actor, CallRecord call, DeploymentKey key, TaskView task) {
        Optional<Instant> metrics = seen.first(actor, "GetMetricData");
        Optional<Instant> tasks = seen.first(actor, "ListTasks");
        Optional<Traffic.Sidecar> sidecar = stage.traffic.sidecar(task.id());
        if (sidecar.isEmpty() || tasks.isEmpty() || startedAfter(task, tasks.get())) {
            return;
        }
        if (metrics.isEmpty()) {
            violation(call, key, "nobody asked task " + task.id() + " whether it is ready");
            return;
        }
        Duration lag = stage.aws.switches().get(CloudWatchSwitches.METRIC_LAG);
        Instant heard = metrics.get().minus(lag);
        for (Traffic.Session session : sidecar.get().sessions) {
            boolean reported = sidecar.get().said.stream()
                    .anyMatch(said -> said.value() == 0
                            && !said.at().isBefore(session.begun())
                            && !said.at().isAfter(heard));
            if (reported) {
                violation(call, key, "task " + task.id() + " had reported a session that began at " + session.begun());
            }
        }
        evidence(call, key, task, sidecar.get(), heard);
    }

    private static boolean startedAfter(TaskView task, Instant at) {
        return task.startedAt() == null || task.startedAt().isAfter(at);
    }

    /** Every word of the last CONSEC periods that could be heard was a 1, and there were words. */
    private void evidence(CallRecord call, DeploymentKey key, TaskView task, Traffic.Sidecar sidecar, Instant heard) {
        int consecutive = Integer.parseInt(stage.draw.reaper().get("CONSEC"));
        Instant from = heard.minusSeconds(60L * consecutive);
        List<Traffic.Said> said = sidecar.said.stream()
                .filter(each -> each.at().isAfter(from) && !each.at().isAfter(heard))
                .toList();
        if (said.isEmpty() || said.stream().anyMatch(each -> each.value() == 0)) {
            violation(call, key, "task " + task.id() + " said since " + from + " only " + said);
        }
    }

    private boolean overdue(DeploymentKey key, Instant now) {
        String hours = stage.draw.reaper().get("MAX_AGE_HR");
        if (hours.equals("never")) {
            return false;
        }
        Duration limit = Duration.ofMillis(Math.round(Double.parseDouble(hours) * 3_600_000));
        return stage.traffic
                .parameters()
                .drainingSince(key)
                .filter(since -> since.plus(limit).isBefore(now))
                .isPresent();
    }

    /** Whether a default action, or somebody else's rule, sends clients to it, and the actor could know. */
    private void routed(Actor actor, CallRecord call, DeploymentKey key, ServiceView service) {
        for (RouteView rule : stage.aws.elb().routes()) {
            boolean leads = rule.isDefault()
                    && service.targetGroups().stream()
                            .anyMatch(group -> rule.groups().getOrDefault(group, 0) > 0);
            if (leads && couldKnow(actor, "DescribeListeners", "", rule.listenerArn())) {
                violation(call, key, "the default action of " + rule.listenerArn() + " sends clients to it");
            }
        }
    }

    /** Whether what is so now was so already when the actor last looked; true also if it did not look just before. */
    private boolean couldKnow(Actor actor, String operation, String subject, String changed) {
        return seen.last(actor, operation, subject)
                .map(read -> read.ago() > JUST_BEFORE || seen.changed(changed) < read.seq())
                .orElse(true);
    }

    private Optional<ServiceView> service(DeploymentKey key) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .findFirst();
    }
}
