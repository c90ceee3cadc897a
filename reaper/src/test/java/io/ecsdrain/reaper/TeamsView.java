package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** A loopback AWS with stepped time, as the team that owns the cluster sees it. */
abstract class TeamsView {

    static final String NAME = "prod";

    final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
    final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");

    /** The ARN of the listener whose rules are looked at. */
    abstract String listener();

    java.util.Optional<Service> service(DeploymentKey key) {
        return team
                .ecs()
                .describeServices(describe -> describe.cluster(NAME).services(key.serviceName()))
                .services()
                .stream()
                .findFirst();
    }

    /** Ids of the tasks that are meant to run; none once the service is gone. */
    List<String> tasks(DeploymentKey key) {
        if (service(key).filter(found -> "ACTIVE".equals(found.status())).isEmpty()) {
            return List.of();
        }
        return team.ecs().listTasks(list -> list.cluster(NAME).serviceName(key.serviceName())).taskArns().stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
    }

    Map<String, String> tags(DeploymentKey key) {
        return team
                .ecs()
                .describeServices(describe ->
                        describe.cluster(NAME).services(key.serviceName()).include(ServiceField.TAGS))
                .services()
                .get(0)
                .tags()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    ScalableTarget scalableTarget(DeploymentKey key) {
        return team.scaling()
                .describeScalableTargets(describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds("service/" + NAME + "/" + key.serviceName()))
                .scalableTargets()
                .get(0);
    }

    List<Rule> rules() {
        return team.elb().describeRules(describe -> describe.listenerArn(listener())).rules().stream()
                .filter(rule -> !rule.isDefault())
                .toList();
    }

    List<String> targetGroups() {
        return team.elb().describeTargetGroups().targetGroups().stream()
                .map(group -> group.targetGroupArn())
                .toList();
    }
}
