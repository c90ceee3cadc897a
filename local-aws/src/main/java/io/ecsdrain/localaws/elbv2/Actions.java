package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.FixedResponseConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ForwardConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RedirectConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Stickiness;
import io.ecsdrain.localaws.elbv2.shapes.Rules.TargetGroupTuple;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The actions of a rule or a listener: what is allowed, and how AWS spells them back. */
final class Actions {

    private static final int MOST_GROUPS = 5;

    private Actions() {}

    /** Every target group that is named, at whatever weight. */
    static Set<String> targetGroups(List<Action> actions) {
        return actions.stream()
                .filter(a -> a.forwardConfig() != null)
                .flatMap(a -> a.forwardConfig().targetGroups().stream())
                .map(TargetGroupTuple::targetGroupArn)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What decides which actions may be had.
     *
     * @param protocol the listener's
     * @param before the actions that these replace; empty for a new listener or rule
     * @param keepsSecret whether a secret that those were given may be used again
     */
    record Terms(String protocol, List<Action> before, boolean keepsSecret) {}

    /** As Describe calls show them; the actions are what a request may say. */
    static List<Action> normalised(List<Action> asked, String member, Terms terms) {
        Check.required(asked, member);
        asked.forEach(action -> Check.required(action.type(), member + ".Type"));
        List<Action> actions = inOrder(asked, member);
        for (Action action : actions.subList(0, actions.size() - 1)) {
            Check.that(Logins.isOne(action), "'" + action.type() + "' must be the last action to be performed");
        }
        Check.that(
                !Logins.isOne(actions.get(actions.size() - 1)),
                "The last action must be one of 'forward', 'fixed-response', 'redirect'");
        if (actions.size() > 2) {
            throw AwsError.badRequest("TooManyActions", "There is at most one action that authenticates");
        }
        boolean secretThere = terms.keepsSecret() && terms.before().stream().anyMatch(Logins::hasSecret);
        return actions.stream().map(action -> one(action, terms, secretThere)).toList();
    }

    /** Several need an {@code Order} each, which decides, not the place in the list. */
    private static List<Action> inOrder(List<Action> asked, String member) {
        if (asked.size() == 1) {
            return asked;
        }
        asked.forEach(action -> {
            Check.required(action.order(), member + ".Order");
            Check.range(action.order(), 1, 50_000, member + ".Order");
        });
        Check.that(asked.stream().map(Action::order).distinct().count() == asked.size(), "Orders must be unique");
        return asked.stream().sorted(Comparator.comparing(Action::order)).toList();
    }

    private static Action one(Action action, Terms terms, boolean secretThere) {
        if (Logins.isOne(action)) {
            Logins.checkProtocol(terms.protocol());
            return Logins.normalised(action, secretThere);
        }
        return switch (action.type()) {
            case "forward" -> forward(action);
            case "fixed-response" -> fixed(action);
            case "redirect" -> redirect(action);
            default -> throw Check.invalid("'" + action.type() + "' is no action type");
        };
    }

    /** With one group AWS shows both spellings, with several only the list. */
    private static Action forward(Action action) {
        Check.that(
                action.redirectConfig() == null && action.fixedResponseConfig() == null, "forward and another config");
        List<TargetGroupTuple> groups = groups(action);
        Check.that(groups.size() <= MOST_GROUPS, "An action can only have '" + MOST_GROUPS + "' target groups");
        long distinct =
                groups.stream().map(TargetGroupTuple::targetGroupArn).distinct().count();
        Check.that(distinct == groups.size(), "a target group is named twice in one action");
        groups.forEach(g -> Check.range(g.weight(), 0, 999, "Weight"));
        Stickiness asked =
                action.forwardConfig() == null ? null : action.forwardConfig().targetGroupStickinessConfig();
        Check.supported(asked == null || !Boolean.TRUE.equals(asked.enabled()), "target group stickiness");
        String single = groups.size() == 1 ? groups.get(0).targetGroupArn() : null;
        ForwardConfig config = new ForwardConfig(groups, new Stickiness(false, null));
        return new Action("forward", single, null, null, action.order(), null, null, config, null);
    }

    private static List<TargetGroupTuple> groups(Action action) {
        if (action.forwardConfig() == null) {
            Check.required(action.targetGroupArn(), "TargetGroupArn");
            return List.of(new TargetGroupTuple(action.targetGroupArn(), 1));
        }
        List<TargetGroupTuple> groups = action.forwardConfig().targetGroups();
        Check.required(groups, "ForwardConfig.TargetGroups");
        groups.forEach(g -> Check.required(g.targetGroupArn(), "TargetGroupArn"));
        Check.that(
                action.targetGroupArn() == null
                        || groups.size() == 1
                                && Objects.equals(groups.get(0).targetGroupArn(), action.targetGroupArn()),
                "TargetGroupArn and ForwardConfig contradict each other");
        return groups.stream()
                .map(g -> new TargetGroupTuple(g.targetGroupArn(), Check.or(g.weight(), 1)))
                .toList();
    }

    private static Action fixed(Action action) {
        FixedResponseConfig config = Check.required(action.fixedResponseConfig(), "FixedResponseConfig");
        Check.that(
                config.statusCode() != null && config.statusCode().matches("[245][0-9][0-9]"),
                "a fixed response's StatusCode is 2XX, 4XX or 5XX");
        Check.that(
                config.messageBody() == null || config.messageBody().length() <= 1024,
                "MessageBody has at most 1024 characters");
        return new Action("fixed-response", null, null, null, action.order(), null, config, null, null);
    }

    private static Action redirect(Action action) {
        RedirectConfig asked = Check.required(action.redirectConfig(), "RedirectConfig");
        Check.that(
                "HTTP_301".equals(asked.statusCode()) || "HTTP_302".equals(asked.statusCode()),
                "a redirect's StatusCode is HTTP_301 or HTTP_302");
        RedirectConfig config = new RedirectConfig(
                Check.or(asked.protocol(), "#{protocol}"),
                Check.or(asked.port(), "#{port}"),
                Check.or(asked.host(), "#{host}"),
                Check.or(asked.path(), "/#{path}"),
                Check.or(asked.query(), "#{query}"),
                asked.statusCode());
        boolean loops = config.equals(
                new RedirectConfig("#{protocol}", "#{port}", "#{host}", "/#{path}", "#{query}", asked.statusCode()));
        if (loops) {
            throw AwsError.badRequest("InvalidLoadBalancerAction", "The redirect configuration creates a loop");
        }
        return new Action("redirect", null, null, null, action.order(), config, null, null, null);
    }
}
