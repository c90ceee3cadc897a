package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.fixture.SdkClients;
import io.ecsdrain.system.pipeline.Belongings.Thing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Looks at everything there is in the cluster, on the load balancer and under some names' parameters. Reads with the
 * SDK's own pagers and with none of our readers, so that a mistake of theirs cannot hide itself.
 */
final class Survey {

    private static final int TAGGED_AT_ONCE = 20;
    private static final int SERVICES_AT_ONCE = 10;
    private static final int TASKS_AT_ONCE = 100;

    private final SdkClients aws;
    private final List<Thing> things = new ArrayList<>();

    private Survey(SdkClients aws) {
        this.aws = aws;
    }

    static Belongings of(SdkClients aws, String... names) {
        Survey survey = new Survey(aws);
        survey.services();
        survey.routes();
        List.of(names).forEach(survey::parameters);
        return new Belongings(survey.things);
    }

    private void add(String owner, String identity, Object... said) {
        things.add(new Thing(owner, identity, List.of(said).toString()));
    }

    private void services() {
        Map<String, String> owners = new HashMap<>();
        List<String> arns =
                aws.ecs().listServicesPaginator(list -> list.cluster(LocalCluster.NAME)).serviceArns().stream()
                        .toList();
        for (List<String> batch : batches(arns, SERVICES_AT_ONCE)) {
            aws.ecs()
                    .describeServices(describe ->
                            describe.cluster(LocalCluster.NAME).services(batch).include(ServiceField.TAGS))
                    .services()
                    .forEach(service -> {
                        Map<String, String> tags = new HashMap<>();
                        service.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
                        String owner = Belongings.owner(tags);
                        owners.put(service.serviceName(), owner);
                        add(owner, service.serviceArn(), service);
                        tasks(owner, service.serviceName());
                    });
        }
        aws.scaling()
                .describeScalableTargetsPaginator(describe -> describe.serviceNamespace(ServiceNamespace.ECS))
                .scalableTargets()
                .forEach(target -> add(
                        owners.getOrDefault(target.resourceId().replaceAll(".*/", ""), Belongings.UNTAGGED),
                        target.resourceId(),
                        target));
    }

    private void tasks(String owner, String service) {
        List<String> arns = aws
                .ecs()
                .listTasksPaginator(list -> list.cluster(LocalCluster.NAME).serviceName(service))
                .taskArns()
                .stream()
                .toList();
        for (List<String> batch : batches(arns, TASKS_AT_ONCE)) {
            aws.ecs()
                    .describeTasks(
                            describe -> describe.cluster(LocalCluster.NAME).tasks(batch))
                    .tasks()
                    .forEach(task -> add(owner, task.taskArn(), task));
        }
    }

    private void routes() {
        List<TargetGroup> groups = aws.elb().describeTargetGroupsPaginator().targetGroups().stream()
                .toList();
        Map<String, String> owners =
                owners(groups.stream().map(TargetGroup::targetGroupArn).toList());
        groups.forEach(group -> {
            String arn = group.targetGroupArn();
            add(
                    owners.get(arn),
                    arn,
                    group,
                    aws.elb().describeTargetGroupAttributes(ask -> ask.targetGroupArn(arn)),
                    aws.elb().describeTargetHealth(ask -> ask.targetGroupArn(arn)),
                    aws.elb().describeTags(ask -> ask.resourceArns(arn)));
        });
        for (String balancer : groups.stream()
                .flatMap(group -> group.loadBalancerArns().stream())
                .distinct()
                .toList()) {
            for (Listener listener : aws.elb()
                    .describeListenersPaginator(describe -> describe.loadBalancerArn(balancer))
                    .listeners()) {
                add(serves(listener.defaultActions(), owners), listener.listenerArn() + "\"", listener);
                rules(listener.listenerArn());
            }
        }
    }

    private void rules(String listener) {
        List<Rule> rules = aws.elb().describeRulesPaginator(describe -> describe.listenerArn(listener)).rules().stream()
                .filter(rule -> !rule.isDefault())
                .toList();
        Map<String, String> owners = owners(rules.stream().map(Rule::ruleArn).toList());
        rules.forEach(rule -> add(
                owners.get(rule.ruleArn()),
                rule.ruleArn(),
                rule,
                aws.elb().describeTags(ask -> ask.resourceArns(rule.ruleArn()))));
    }

    private static String serves(List<Action> actions, Map<String, String> owners) {
        return owners.getOrDefault(actions.get(0).targetGroupArn(), Belongings.UNTAGGED);
    }

    private void parameters(String name) {
        aws
                .ssm()
                .getParametersByPathPaginator(
                        get -> get.path(ParameterPaths.under(name)).recursive(true))
                .stream()
                .flatMap(page -> page.parameters().stream())
                .forEach(parameter -> add(
                        ParameterPaths.parseState(parameter.name())
                                .map(Object::toString)
                                .orElse(name + "/" + parameter.value()),
                        parameter.name(),
                        parameter));
    }

    private Map<String, String> owners(List<String> arns) {
        Map<String, String> owners = new HashMap<>();
        for (List<String> batch : batches(arns, TAGGED_AT_ONCE)) {
            for (TagDescription found :
                    aws.elb().describeTags(ask -> ask.resourceArns(batch)).tagDescriptions()) {
                Map<String, String> tags = new HashMap<>();
                found.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
                owners.put(found.resourceArn(), Belongings.owner(tags));
            }
        }
        return owners;
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }
}
