package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.deploy.Affinity;
import io.ecsdrain.deployer.plan.deploy.Affinity.Condition;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.Priorities;
import io.ecsdrain.deployer.plan.deploy.Secret;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.inventory.aws.ActionsAgain;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Creates a deployment's side of the load balancer. */
final class Routing {

    private static final int ATTEMPTS = 20;

    private final AwsClients clients;
    private final LiveReader live;

    Routing(AwsClients clients, String cluster) {
        this.clients = clients;
        this.live = new LiveReader(clients, cluster);
    }

    /** Creates the target group and returns its ARN; one with the same name and settings is returned as it is. */
    String createGroup(String name, String vpc, DeployRequest request, Map<String, String> tags) {
        return clients.elb()
                .createTargetGroup(create -> create.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(request.service().containerPort())
                        .vpcId(vpc)
                        // awsvpc tasks have addresses of their own.
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckProtocol(ProtocolEnum.HTTP)
                        .healthCheckPath(request.group().healthPath())
                        .matcher(codes -> codes.httpCode(request.group().healthMatcher()))
                        .healthCheckIntervalSeconds(request.group().healthInterval())
                        // Documented both as 5 and as 6 by default: said explicitly.
                        .healthCheckTimeoutSeconds(5)
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(3)
                        .tags(SdkTags.elb(tags)))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    /**
     * Creates the deployment's own rule for one affinity at a free priority, with the logins of the default action;
     * returns the priority.
     */
    int createRule(DeployRequest request, Affinity affinity, String group, Map<String, String> tags) {
        String listenerArn = request.listenerArn();
        DeploymentKey key = request.key();
        List<Action> actions = actions(listenerArn, request.oidcSecret(), group);
        for (int attempt = 1; ; attempt++) {
            List<RuleView> rules = rules(listenerArn);
            Optional<RuleView> ours =
                    rules.stream().filter(rule -> affinity.isOf(key, rule)).findFirst();
            // The SDK repeats a call whose answer was lost: then the priority is taken, and by us.
            if (ours.isPresent()) {
                return ours.get().priority();
            }
            int priority = Priorities.free(
                            rules.stream().map(RuleView::priority).collect(Collectors.toSet()))
                    .orElseThrow(() -> new IllegalStateException("no rule priority is free on " + listenerArn));
            try {
                clients.elb().createRule(create -> create.listenerArn(listenerArn)
                        .priority(priority)
                        .conditions(ruleCondition(affinity.condition(key)))
                        .actions(actions)
                        .tags(SdkTags.elb(tags)));
                return priority;
            } catch (PriorityInUseException taker) {
                // Another program took it since the rules were read.
                if (attempt == ATTEMPTS) {
                    throw taker;
                }
            }
        }
    }

    private List<RuleView> rules(String listenerArn) {
        return Unreadable.require("the rules of " + listenerArn, live.rules(listenerArn)).stream()
                .map(LiveRule::view)
                .toList();
    }

    /** UseExistingClientSecret is for what is modified: a rule that is created wants the secret itself. */
    private List<Action> actions(String listenerArn, Optional<Secret> oidcSecret, String group) {
        Listener listener = clients.elb()
                .describeListeners(describe -> describe.listenerArns(listenerArn))
                .listeners()
                .get(0);
        List<Action> actions = new ArrayList<>();
        for (Action action : ActionsAgain.forwarding(listener.defaultActions(), group)) {
            actions.add(
                    action.authenticateOidcConfig() == null
                            ? action
                            : withSecret(action, oidcSecret.map(Secret::value).orElse(null)));
        }
        return actions;
    }

    private static Action withSecret(Action action, String secret) {
        return action.toBuilder()
                .authenticateOidcConfig(action.authenticateOidcConfig().toBuilder()
                        .clientSecret(secret)
                        .useExistingClientSecret(null)
                        .build())
                .build();
    }

    private static RuleCondition ruleCondition(Condition condition) {
        if (condition.field().equals("query-string")) {
            return RuleCondition.builder()
                    .field(condition.field())
                    .queryStringConfig(query -> query.values(QueryStringKeyValuePair.builder()
                            .key(condition.name())
                            .value(condition.values().get(0))
                            .build()))
                    .build();
        }
        return RuleCondition.builder()
                .field(condition.field())
                .httpHeaderConfig(header -> header.httpHeaderName(condition.name())
                        .values(unlessEmpty(condition.values()))
                        .regexValues(unlessEmpty(condition.regexValues())))
                .build();
    }

    /** An empty list would be sent; null is not. */
    private static List<String> unlessEmpty(List<String> values) {
        return values.isEmpty() ? null : values;
    }
}
