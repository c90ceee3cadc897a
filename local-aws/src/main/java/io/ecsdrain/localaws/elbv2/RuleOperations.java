package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.Listener;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.CreateRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.DeleteRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.DescribeRules;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ModifyRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Rule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RulePriorityPair;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RulesResult;
import io.ecsdrain.localaws.elbv2.shapes.Rules.SetRulePriorities;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.wire.Operations;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of listeners. */
final class RuleOperations {

    private static final int HIGHEST_PRIORITY = 50_000;

    private final ElbState state;
    private final Attachments attachments;
    private final Publisher publisher;

    RuleOperations(ElbState state, Attachments attachments, Publisher publisher) {
        this.state = state;
        this.attachments = attachments;
        this.publisher = publisher;
    }

    void declare(Operations operations) {
        operations
                .on("CreateRule", CreateRule.class, this::create)
                .on("DescribeRules", DescribeRules.class, this::describe)
                .on("ModifyRule", ModifyRule.class, this::modify)
                .on("SetRulePriorities", SetRulePriorities.class, this::setPriorities)
                .on("DeleteRule", DeleteRule.class, this::delete);
    }

    private RulesResult create(CreateRule request) {
        Check.supported(request.transforms() == null, "rule transforms");
        Listener listener = state.listener(Check.required(request.listenerArn(), "ListenerArn"));
        int priority = Check.required(request.priority(), "Priority");
        Check.range(priority, 1, HIGHEST_PRIORITY, "Priority");
        List<RuleCondition> conditions =
                Conditions.normalised(request.conditions(), state.world().switches());
        List<Action> actions = Actions.normalised(
                request.actions(), "Actions", new Actions.Terms(listener.protocol(), List.of(), false));
        TagStore.checkAtCreation(request.tags());
        refuseTaken(listener.listenerArn(), Set.of(), priority);
        attachments.checkRoomForRule(listener);
        attachments.check(listener.loadBalancerArn(), actions, null);
        String arn = state.newArn(ElbState.below(listener.listenerArn(), "listener-rule"));
        Rule rule = new Rule(arn, String.valueOf(priority), conditions, actions, false);
        state.rules.put(arn, new StoredRule(listener.listenerArn(), rule));
        state.tags.create(arn, request.tags());
        publisher.publish(listener.listenerArn());
        return new RulesResult(List.of(rule), null);
    }

    private RulesResult describe(DescribeRules request) {
        boolean byArn = !Check.orEmpty(request.ruleArns()).isEmpty();
        Check.that(
                byArn != (request.listenerArn() != null),
                "You must specify either listener rule ARNs or a listener ARN, not both");
        List<StoredRule> all = byArn
                ? request.ruleArns().stream()
                        .distinct()
                        .map(state::rule)
                        .sorted(Comparator.comparingLong(
                                r -> state.order(r.rule().ruleArn())))
                        .toList()
                : state.rulesOf(state.listener(request.listenerArn()).listenerArn());
        Page<StoredRule> page = Page.of(
                all,
                byArn ? r -> state.order(r.rule().ruleArn()) : StoredRule::order,
                request.marker(),
                state.granted(request.pageSize()),
                state.pageSize());
        return new RulesResult(page.items().stream().map(StoredRule::rule).toList(), page.nextMarker());
    }

    /** Lists that are given replace the old ones whole. */
    private RulesResult modify(ModifyRule request) {
        Check.supported(request.transforms() == null && request.resetTransforms() == null, "rule transforms");
        StoredRule old = changeable(Check.required(request.ruleArn(), "RuleArn"));
        Rule before = old.rule();
        Listener listener = state.listener(old.listenerArn());
        List<RuleCondition> conditions = Check.orEmpty(request.conditions()).isEmpty()
                ? before.conditions()
                : Conditions.normalised(request.conditions(), state.world().switches());
        List<Action> actions = Check.orEmpty(request.actions()).isEmpty()
                ? before.actions()
                : Actions.normalised(
                        request.actions(), "Actions", new Actions.Terms(listener.protocol(), before.actions(), true));
        attachments.check(listener.loadBalancerArn(), actions, before.ruleArn());
        Rule after = new Rule(before.ruleArn(), before.priority(), conditions, actions, false);
        state.rules.put(after.ruleArn(), new StoredRule(old.listenerArn(), after));
        publisher.publish(old.listenerArn());
        return new RulesResult(List.of(after), null);
    }

    /** All or nothing; priorities may be exchanged among the rules that are named. */
    private RulesResult setPriorities(SetRulePriorities request) {
        Map<String, Integer> wanted = new HashMap<>();
        for (RulePriorityPair pair : Check.required(request.rulePriorities(), "RulePriorities")) {
            changeable(Check.required(pair.ruleArn(), "RuleArn"));
            int priority = Check.required(pair.priority(), "Priority");
            Check.range(priority, 1, HIGHEST_PRIORITY, "Priority");
            wanted.put(pair.ruleArn(), priority);
        }
        Set<String> taken = new HashSet<>();
        wanted.forEach((arn, priority) -> {
            String listenerArn = state.rule(arn).listenerArn();
            refuseTaken(listenerArn, wanted.keySet(), priority);
            if (!taken.add(listenerArn + " " + priority)) {
                throw ElbErrors.priorityInUse(priority);
            }
        });
        List<Rule> changed = request.rulePriorities().stream()
                .map(pair -> withPriority(state.rule(pair.ruleArn()), wanted.get(pair.ruleArn())))
                .toList();
        return new RulesResult(changed, null);
    }

    private Rule withPriority(StoredRule old, int priority) {
        Rule before = old.rule();
        Rule after = new Rule(
                before.ruleArn(), String.valueOf(priority), before.conditions(), before.actions(), before.isDefault());
        state.rules.put(after.ruleArn(), new StoredRule(old.listenerArn(), after));
        publisher.publish(old.listenerArn());
        return after;
    }

    private Nothing delete(DeleteRule request) {
        String arn = Check.required(request.ruleArn(), "RuleArn");
        boolean strict = state.world().switches().get(ElbSwitches.DELETE_MISSING_RULE_FAILS);
        if (state.rules.containsKey(arn) || strict) {
            StoredRule gone = changeable(arn);
            state.rules.remove(arn);
            state.tags.forget(arn);
            publisher.publish(gone.listenerArn());
        }
        return new Nothing();
    }

    private StoredRule changeable(String arn) {
        StoredRule rule = state.rule(arn);
        if (rule.rule().isDefault()) {
            throw ElbErrors.defaultRule(arn);
        }
        return rule;
    }

    private void refuseTaken(String listenerArn, Set<String> except, int priority) {
        boolean taken = state.rulesOf(listenerArn).stream()
                .anyMatch(
                        r -> r.order() == priority && !except.contains(r.rule().ruleArn()));
        if (taken) {
            throw ElbErrors.priorityInUse(priority);
        }
    }
}
