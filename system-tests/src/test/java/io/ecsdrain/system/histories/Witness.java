package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.GroupView;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees every call of every actor, and asks of each destructive one of our programs whether it might. */
final class Witness {

    /** Of one rule once all is quiet: sessions that are open then may end and be reported late. */
    private static final int MOST_PARKINGS = 3;

    private final List<String> violations = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<String, DeploymentKey> owners = new HashMap<>();
    final Seen seen = new Seen();
    private Stage stage;
    private Judge judge;
    private ScaleIns scaleIns;
    private WriteOrder order;
    private Optional<Bystanders> bystanders = Optional.empty();
    private int writes;
    private final Map<String, Integer> parkings = new HashMap<>();
    private boolean quiet;

    void enter(Stage onStage) {
        stage = onStage;
        judge = new Judge(stage, seen, violations);
        scaleIns = new ScaleIns(stage, seen, judge, this::condemn);
        order = WriteOrder.on(stage, seen);
    }

    void watchOver(Bystanders others) {
        bystanders = Optional.of(others);
        stage.logins.look();
    }

    ScaleIns scaleIns() {
        return scaleIns;
    }

    /** No new session comes from here on, so there is an end to leading clients away and back. */
    void quiet() {
        quiet = true;
        story.add("--- quiet from " + stage.aws.now());
    }

    private void parks(CallRecord call) {
        if (quiet
                && call.operation().equals("ModifyRule")
                && call.input().toString().contains("192.0.2.1/32")) {
            int times = parkings.merge(call.input().get("RuleArn").asText(), 1, Integer::sum);
            if (times > MOST_PARKINGS) {
                condemn("call " + call.seq() + " parks a rule for the " + times + "th time");
            }
        }
    }

    void condemn(String violation) {
        violations.add(violation);
        story.add("^^^ VIOLATION " + violation);
    }

    /** Something that auto scaling did, which no call tells of. */
    void scaled(DeploymentKey key, String what, List<TaskView> cut) {
        story.add(stage.aws.now() + " " + what);
        scaleIns.scaledIn(key, cut);
    }

    List<String> violations() {
        return violations;
    }

    List<String> story() {
        return story;
    }

    /** Calls of actors that changed something. */
    int writes() {
        return writes;
    }

    void witness(Actor actor, CallRecord call) {
        boolean mutates = !Seen.isRead(call);
        if (mutates || call.errorCode() != null) {
            story.add(call.seq() + " " + call.at() + " " + actor.name + " " + call.operation() + " " + call.input()
                    + (call.errorCode() == null ? "" : " -> " + call.errorCode()));
        }
        stage.traffic.parameters().see(call, actor.name);
        if (mutates && call.errorCode() == null && actor.accessKey.equals(Cast.REAPER)) {
            int before = violations.size();
            judge(actor, call);
            for (String violation : violations.subList(before, violations.size())) {
                story.add("^^^ VIOLATION " + violation);
            }
        }
        if (mutates && call.errorCode() == null) {
            parks(call);
            scaleIns.see(actor, call);
            order.see(actor, call).forEach(this::condemn);
            bystanders.ifPresent(others -> touches(actor, call, others));
        }
        seen.see(actor, call);
        int changes = mutates && call.errorCode() == null ? 1 : 0;
        actor.writes += changes;
        writes += changes;
        if (mutates && call.service().equals("elasticloadbalancing")) {
            remember();
        }
    }

    private void touches(Actor actor, CallRecord call, Bystanders others) {
        boolean ours = actor.accessKey.equals(Cast.REAPER) || actor.accessKey.equals(Cast.DEPLOYER);
        if (ours) {
            stage.logins.passedBy(call).ifPresent(this::condemn);
            others.touchedBy(call).ifPresent(part -> condemn("call " + call.seq() + " changes a stranger's " + part));
            if (call.operation().equals("ModifyListener")) {
                taken(call).ifPresent(this::condemn);
            }
            if (call.operation().equals("ModifyListener")
                    && others.has(call.input().get("ListenerArn").asText())) {
                judge.overrules(actor, call).ifPresent(this::condemn);
            }
        }
        if (actor.accessKey.equals(Cast.SISTER)
                && others.sister().flatMap(sister -> sister.touchedBy(call)).isEmpty()) {
            condemn("call " + call.seq() + " of another cluster's reaper changes what is not its own");
        }
        others.see(call);
    }

    /** Whether one of our names is given a listener that is not its own. */
    private Optional<String> taken(CallRecord call) {
        String listener = call.input().get("ListenerArn").asText();
        return stage.aws.elb().routes().stream()
                .filter(rule -> rule.isDefault() && rule.listenerArn().equals(listener))
                .flatMap(rule -> rule.groups().keySet().stream())
                .map(owners::get)
                .filter(key -> key != null && !stage.grounds.isOf(key.name(), listener))
                .findFirst()
                .map(key -> "call " + call.seq() + " gives " + key + " the listener " + listener + " of another");
    }

    /** Whose a rule or a target group is can only be told while it is there. */
    void remember() {
        stage.logins.look();
        Map<String, DeploymentKey> byGroup = new HashMap<>();
        stage.aws.ecs().services().forEach(service -> Worlds.keyOf(service.name())
                .ifPresent(key -> service.targetGroups().forEach(group -> byGroup.put(group, key))));
        for (GroupView group : stage.aws.elb().groups()) {
            tagged(group.tags())
                    .or(() -> Optional.ofNullable(byGroup.get(group.arn())))
                    .ifPresent(key -> owners.put(group.arn(), key));
        }
        for (RouteView rule : stage.aws.elb().routes()) {
            tagged(rule.tags())
                    .or(() -> rule.groups().keySet().stream()
                            .map(owners::get)
                            .filter(java.util.Objects::nonNull)
                            .findFirst())
                    .ifPresent(key -> owners.put(rule.arn(), key));
        }
    }

    private static Optional<DeploymentKey> tagged(Map<String, String> tags) {
        return tags.containsKey("deployment_name") && tags.containsKey("deployment_id")
                ? Optional.of(new DeploymentKey(tags.get("deployment_name"), tags.get("deployment_id")))
                : Optional.empty();
    }

    private void judge(Actor actor, CallRecord call) {
        JsonNode input = call.input();
        // A fence is not of the deployment: it is taken back before clients are.
        boolean takesFenceBack = input.path("Name").asText().endsWith("/fence");
        if (stage.draw.retireOnly() && call.operation().startsWith("Delete") && !takesFenceBack) {
            violations.add("call " + call.seq() + " deletes, and nothing is to be deleted: " + input);
        }
        switch (call.operation()) {
            case "UpdateService" -> {
                if (input.has("desiredCount") && input.get("desiredCount").asInt() == 0) {
                    service(input.get("service")).ifPresent(key -> judge.scalesToZero(actor, call, key));
                }
            }
            case "TagResource" -> {
                if (input.toString().contains("\"retired\"")) {
                    service(input.get("resourceArn")).ifPresent(key -> judge.retires(actor, call, key));
                }
            }
            case "DeleteService" -> {
                if (input.path("force").asBoolean()) {
                    violations.add("a service is deleted by force: " + input);
                }
                service(input.get("service")).ifPresent(key -> judge.deletesService(actor, call, key));
            }
            case "DeleteRule" -> owned(input.get("RuleArn")).ifPresent(key -> judge.deletes(actor, call, key));
            case "DeleteTargetGroup" ->
                owned(input.get("TargetGroupArn")).ifPresent(key -> judge.deletes(actor, call, key));
            case "DeleteParameter" -> parameter(input.get("Name")).ifPresent(key -> judge.deletes(actor, call, key));
            default -> {}
        }
    }

    private static Optional<DeploymentKey> service(JsonNode nameOrArn) {
        String text = nameOrArn.asText();
        return Worlds.keyOf(text.substring(text.lastIndexOf('/') + 1));
    }

    private Optional<DeploymentKey> owned(JsonNode arn) {
        return Optional.ofNullable(owners.get(arn.asText()));
    }

    private static Optional<DeploymentKey> parameter(JsonNode name) {
        String[] parts = name.asText().split("/");
        return parts.length == 5 && parts[4].equals("state")
                ? Optional.of(new DeploymentKey(parts[2], parts[3]))
                : Optional.empty();
    }
}
