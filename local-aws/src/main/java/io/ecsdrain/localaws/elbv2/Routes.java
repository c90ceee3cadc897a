package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.FixedResponseConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RedirectConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.loadbalancer.Cidr;
import io.ecsdrain.localaws.loadbalancer.Condition;
import io.ecsdrain.localaws.loadbalancer.Glob;
import io.ecsdrain.localaws.loadbalancer.RouteAction;
import io.ecsdrain.localaws.loadbalancer.RouteTable;
import java.util.List;

/** From rules as the control plane stores them to what the data plane routes by. */
final class Routes {

    private Routes() {}

    static RouteTable of(ElbState state, String listenerArn) {
        List<StoredRule> rules = state.rulesOf(listenerArn);
        List<RouteTable.Route> routes = rules.stream()
                .filter(r -> !r.rule().isDefault())
                .map(r -> new RouteTable.Route(
                        r.rule().conditions().stream().map(Routes::condition).toList(),
                        action(state, r.rule().actions().get(0))))
                .toList();
        Action otherwise = rules.get(rules.size() - 1).rule().actions().get(0);
        return new RouteTable(routes, action(state, otherwise));
    }

    private static Condition condition(RuleCondition c) {
        return switch (c.field()) {
            case "host-header" ->
                new Condition.HostHeader(ignoringCase(c.hostHeaderConfig().values()));
            case "path-pattern" ->
                new Condition.PathPattern(c.pathPatternConfig().values().stream()
                        .map(Glob::caseSensitive)
                        .toList());
            case "http-header" ->
                new Condition.HttpHeader(
                        c.httpHeaderConfig().httpHeaderName(),
                        ignoringCase(c.httpHeaderConfig().values()));
            case "query-string" ->
                new Condition.QueryString(c.queryStringConfig().values().stream()
                        .map(pair -> new Condition.QueryString.KeyValue(
                                pair.key() == null ? null : Glob.ignoringCase(pair.key()),
                                Glob.ignoringCase(pair.value())))
                        .toList());
            case "http-request-method" ->
                new Condition.Method(c.httpRequestMethodConfig().values());
            case "source-ip" ->
                new Condition.SourceIp(c.sourceIpConfig().values().stream()
                        .map(block -> Cidr.parse(block).orElseThrow())
                        .toList());
            default -> throw new IllegalStateException("a stored condition on " + c.field());
        };
    }

    private static List<Glob> ignoringCase(List<String> values) {
        return values.stream().map(Glob::ignoringCase).toList();
    }

    private static RouteAction action(ElbState state, Action action) {
        if (action.fixedResponseConfig() != null) {
            FixedResponseConfig fixed = action.fixedResponseConfig();
            return new RouteAction.FixedResponse(
                    Integer.parseInt(fixed.statusCode()),
                    Check.or(fixed.contentType(), "text/plain"),
                    Check.or(fixed.messageBody(), ""));
        }
        if (action.redirectConfig() != null) {
            RedirectConfig to = action.redirectConfig();
            return new RouteAction.Redirect(
                    Integer.parseInt(to.statusCode().substring("HTTP_".length())),
                    to.protocol().toLowerCase(java.util.Locale.ROOT),
                    to.host(),
                    to.port(),
                    to.path(),
                    to.query());
        }
        return new RouteAction.Forward(action.forwardConfig().targetGroups().stream()
                .map(g -> new RouteAction.Forward.Weighted(
                        state.targetGroups.get(g.targetGroupArn()).pool(), g.weight()))
                .toList());
    }
}
