package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a destructive call might be made. Two actors can always cross between the one's read and its write; so what
 * is asked is that the actor has read just before, and that what it could see then allowed the call.
 */
final class Judge {

    /** A look at what is written over with the next call. */
    private static final int AT_ONCE = 2;

    private final Stage stage;
    private final Seen seen;
    private final Evidence evidence;
    private final List<String> violations;

    Judge(Stage stage, Seen seen, List<String> violations) {
        this.stage = stage;
        this.seen = seen;
        this.evidence = new Evidence(stage, seen);
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
        boolean pinned = seen.last(actor, "DescribeServices", key.serviceName())
                .filter(look -> stage.pins.holds(key, look.at()))
                .isPresent();
        boolean there = service(key)
                .filter(service -> service.status().equals("ACTIVE"))
                .isPresent();
        // A pin goes with its service: what a person has deleted by force leaves something over.
        if (pinned && there) {
            violation(call, key, "it is pinned");
        }
        Instant shown = shownAt(read.get());
        Parameters parameters = stage.traffic.parameters();
        if (parameters.valueAt(key.stateParameter(), shown).equals(Optional.of("active"))) {
            violation(call, key, "its parameter reads active");
        }
        if (isNewest(key, shown)) {
            violation(call, key, "the register makes it live");
        }
    }

    private Optional<Seen.Read> parametersRead(Actor actor, DeploymentKey key) {
        Optional<Seen.Read> whole = seen.last(actor, "GetParametersByPath", "/apps/" + key.name());
        return Stream.concat(whole.stream(), readByName(actor, key).stream())
                .max(Comparator.comparing(Seen.Read::seq))
                .filter(read -> read.isJustBefore(stage.aws.now()));
    }

    /**
     * Its state and the register. One whose state reads {@code draining} is live by the register alone, so what the
     * others' states read cannot matter to it.
     */
    private Optional<Seen.Read> readByName(Actor actor, DeploymentKey key) {
        return seen.last(actor, "GetParameters", key.stateParameter())
                .flatMap(state -> seen.last(actor, "GetParameters", "/apps/" + key.name() + "/live")
                        .map(register -> register.seq() < state.seq() ? register : state));
    }

    private Instant shownAt(Seen.Read read) {
        return read.at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
    }

    boolean isNewest(DeploymentKey key, Instant shown) {
        return newest(key.name(), shown).equals(Optional.of(key.id()));
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
        kept(actor, call, key);
        service(key).ifPresent(service -> routed(actor, call, key, service));
        stage.aws.ecs().tasks().stream()
                .filter(task -> key.serviceName().equals(task.serviceName()))
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .findFirst()
                .ifPresent(task -> violation(call, key, "task " + task.id() + " is " + task.lastStatus()));
    }

    /**
     * One that is marked as kept is not deleted unless another of its name drains that is not older, by what the actor
     * could see from its first look on.
     */
    private void kept(Actor actor, CallRecord call, DeploymentKey key) {
        Optional<ServiceView> own =
                service(key).filter(service -> service.tags().containsKey("kept"));
        if (own.isEmpty()) {
            return;
        }
        Instant looked = seen.first(actor, "GetParametersByPath").orElse(call.at());
        boolean replaced = stage.traffic.parameters().names("/apps/" + key.name() + "/").stream()
                .filter(parameter -> parameter.endsWith("/state") && !parameter.equals(key.stateParameter()))
                .filter(parameter -> Stream.of(
                                looked.minus(stage.aws.switches().get(SsmSwitches.STALE_READS)), looked, call.at())
                        .anyMatch(at -> stage.traffic
                                .parameters()
                                .valueAt(parameter, at)
                                .equals(Optional.of("draining"))))
                .map(parameter ->
                        service(new DeploymentKey(key.name(), parameter.split("/")[3])))
                .anyMatch(other -> other.isEmpty()
                        || !other.get().createdAt().isBefore(own.get().createdAt()));
        if (!replaced) {
            violation(call, key, "it is kept, and no younger one drains");
        }
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
        boolean overdue = parametersRead(actor, key)
                .filter(read -> evidence.overdue(key, call.at(), shownAt(read)))
                .isPresent();
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
                evidence.of(actor, task).forEach(problem -> violation(call, key, problem));
            }
        }
    }

    /** Whether a default action, or what a name has instead, sends clients to it, and the actor could know. */
    private void routed(Actor actor, CallRecord call, DeploymentKey key, ServiceView service) {
        for (RouteView rule : stage.aws.elb().routes()) {
            boolean leads = Grounds.isFront(rule)
                    && service.targetGroups().stream()
                            .anyMatch(group -> rule.groups().getOrDefault(group, 0) > 0);
            boolean known = leads
                    && (rule.isDefault()
                            ? couldKnow(actor, "DescribeListeners", "", rule.listenerArn())
                            : couldKnow(actor, "DescribeRules", rule.listenerArn(), rule.arn()));
            if (known) {
                violation(call, key, "rule " + rule.arn() + " of " + rule.listenerArn() + " sends clients to it");
            }
        }
    }

    /**
     * Whether the call takes a default action away from others that the actor could see they had: it is read just
     * before.
     */
    Optional<String> overrules(Actor actor, CallRecord call) {
        String listener = call.input().get("ListenerArn").asText();
        boolean crossed = seen.last(actor, "DescribeListeners", "")
                .filter(read -> read.ago() <= AT_ONCE && seen.changed(listener) > read.seq())
                .isPresent();
        return crossed
                ? Optional.empty()
                : Optional.of("call " + call.seq() + " takes the default action of " + listener + " away from others");
    }

    /** Whether what is so now was so already when the actor last looked; true also if it did not look just before. */
    private boolean couldKnow(Actor actor, String operation, String subject, String changed) {
        return seen.last(actor, operation, subject)
                .map(read -> !read.isJustBefore(stage.aws.now()) || seen.changed(changed) < read.seq())
                .orElse(true);
    }

    private Optional<ServiceView> service(DeploymentKey key) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .findFirst();
    }
}
