package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.CognitoConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.FixedResponseConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.OidcConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RedirectConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.loadbalancer.Cidr;
import io.ecsdrain.localaws.loadbalancer.Condition;
import io.ecsdrain.localaws.loadbalancer.Glob;
import io.ecsdrain.localaws.loadbalancer.Regex;
import io.ecsdrain.localaws.loadbalancer.RouteAction;
import io.ecsdrain.localaws.loadbalancer.RouteTable;
import io.ecsdrain.localaws.loadbalancer.TextPattern;
import java.util.List;
import java.util.function.Function;

/** From rules as the control plane stores them to what the data plane routes by. */
final class Routes {

    private Routes() {}

    static RouteTable of(ElbState state, String listenerArn) {
        List<StoredRule> rules = state.rulesOf(listenerArn);
        List<RouteTable.Route> routes = rules.stream()
                .filter(r -> !r.rule().isDefault())
                .map(r -> new RouteTable.Route(
                        r.rule().conditions().stream()
                                .map(c -> condition(c, state.world().switches()))
                                .toList(),
                        action(state, r.rule().actions())))
                .toList();
        return new RouteTable(
                routes, action(state, rules.get(rules.size() - 1).rule().actions()));
    }

    private static Condition condition(RuleCondition c, Switches switches) {
        List<Regex> regexes = Conditions.regexes(c).stream()
                .map(expression -> Regex.of(
                        expression,
                        switches.get(ElbSwitches.REGEX_MATCHES_WHOLE),
                        switches.get(ElbSwitches.REGEX_IGNORES_CASE)))
                .toList();
        return switch (c.field()) {
            case "host-header" ->
                new Condition.HostHeader(either(regexes, c.hostHeaderConfig().values(), Glob::ignoringCase));
            case "path-pattern" ->
                new Condition.PathPattern(either(regexes, c.pathPatternConfig().values(), Glob::caseSensitive));
            case "http-header" ->
                new Condition.HttpHeader(
                        c.httpHeaderConfig().httpHeaderName(),
                        either(regexes, c.httpHeaderConfig().values(), Glob::ignoringCase));
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

    private static List<? extends TextPattern> either(
            List<Regex> regexes, List<String> values, Function<String, Glob> glob) {
        return regexes.isEmpty() ? values.stream().map(glob).toList() : regexes;
    }

    private static RouteAction action(ElbState state, List<Action> actions) {
        RouteAction last = action(state, actions.get(actions.size() - 1));
        return actions.size() == 1 ? last : login(actions.get(0), last);
    }

    private static RouteAction login(Action action, RouteAction then) {
        if (action.authenticateOidcConfig() != null) {
            OidcConfig oidc = action.authenticateOidcConfig();
            return new RouteAction.Login(
                    oidc.authorizationEndpoint() + "?client_id=" + oidc.clientId(),
                    oidc.scope(),
                    oidc.sessionCookieName(),
                    oidc.onUnauthenticatedRequest(),
                    then);
        }
        if (action.authenticateCognitoConfig() != null) {
            CognitoConfig cognito = action.authenticateCognitoConfig();
            String region = cognito.userPoolArn().split(":")[3];
            return new RouteAction.Login(
                    "https://" + cognito.userPoolDomain() + ".auth." + region
                            + ".amazoncognito.com/oauth2/authorize?client_id=" + cognito.userPoolClientId(),
                    cognito.scope(),
                    cognito.sessionCookieName(),
                    cognito.onUnauthenticatedRequest(),
                    then);
        }
        return new RouteAction.Token(then);
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
