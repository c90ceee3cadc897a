package io.ecsdrain.localaws.elbv2.shapes;

import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import java.util.List;
import java.util.Map;

/** Listener rules, their conditions and actions. */
public final class Rules {

    private Rules() {}

    /** @param priority a number, or {@code default} */
    public record Rule(
            String ruleArn, String priority, List<RuleCondition> conditions, List<Action> actions, Boolean isDefault) {}

    public record RuleCondition(
            String field,
            List<String> values,
            ValuesConfig hostHeaderConfig,
            ValuesConfig pathPatternConfig,
            HttpHeaderConfig httpHeaderConfig,
            QueryStringConfig queryStringConfig,
            MethodConfig httpRequestMethodConfig,
            SourceIpConfig sourceIpConfig,
            List<String> regexValues) {}

    public record ValuesConfig(List<String> values, List<String> regexValues) {}

    public record HttpHeaderConfig(String httpHeaderName, List<String> values, List<String> regexValues) {}

    public record QueryStringConfig(List<QueryStringPair> values) {}

    public record QueryStringPair(String key, String value) {}

    public record MethodConfig(List<String> values) {}

    public record SourceIpConfig(List<String> values) {}

    public record Action(
            String type,
            String targetGroupArn,
            OidcConfig authenticateOidcConfig,
            CognitoConfig authenticateCognitoConfig,
            Integer order,
            RedirectConfig redirectConfig,
            FixedResponseConfig fixedResponseConfig,
            ForwardConfig forwardConfig,
            JwtConfig jwtValidationConfig) {}

    public record OidcConfig(
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String userInfoEndpoint,
            String clientId,
            String clientSecret,
            String sessionCookieName,
            String scope,
            Long sessionTimeout,
            Map<String, Object> authenticationRequestExtraParams,
            String onUnauthenticatedRequest,
            Boolean useExistingClientSecret) {}

    public record CognitoConfig(
            String userPoolArn,
            String userPoolClientId,
            String userPoolDomain,
            String sessionCookieName,
            String scope,
            Long sessionTimeout,
            Map<String, Object> authenticationRequestExtraParams,
            String onUnauthenticatedRequest) {}

    public record JwtConfig(String jwksEndpoint, String issuer, List<JwtClaim> additionalClaims) {}

    public record JwtClaim(String format, String name, List<String> values) {}

    public record RedirectConfig(
            String protocol, String port, String host, String path, String query, String statusCode) {}

    public record FixedResponseConfig(String messageBody, String statusCode, String contentType) {}

    public record ForwardConfig(List<TargetGroupTuple> targetGroups, Stickiness targetGroupStickinessConfig) {}

    public record TargetGroupTuple(String targetGroupArn, Integer weight) {}

    public record Stickiness(Boolean enabled, Integer durationSeconds) {}

    public record CreateRule(
            String listenerArn,
            List<RuleCondition> conditions,
            Integer priority,
            List<Action> actions,
            List<Tag> tags,
            List<Map<String, String>> transforms) {}

    public record DescribeRules(String listenerArn, List<String> ruleArns, String marker, Integer pageSize) {}

    public record ModifyRule(
            String ruleArn,
            List<RuleCondition> conditions,
            List<Action> actions,
            List<Map<String, String>> transforms,
            Boolean resetTransforms) {}

    public record SetRulePriorities(List<RulePriorityPair> rulePriorities) {}

    public record RulePriorityPair(String ruleArn, Integer priority) {}

    public record DeleteRule(String ruleArn) {}

    public record RulesResult(List<Rule> rules, String nextMarker) {}
}
