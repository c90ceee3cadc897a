package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A team that has its own pipeline, with the phase-1 script of docs/plan.md at the end, and none of our tools. */
final class Team {

    private static final AwsClients AWS = Stage.CLIENTS;

    /** From here on priorities are the teams'. */
    private static final int RULES = 1000;

    private final Stage stage;

    Team(Stage stage) {
        this.stage = stage;
    }

    /**
     * A new version: its target group, a rule, its service; once it is healthy the new clients, then that script.
     *
     * @param activation the script, or what the team has instead
     */
    void release(DeploymentKey key, int count, boolean scalable, Runnable activation) {
        String group = group(key);
        rule(stage, stage.listener(key), RULES + Grounds.number(key), key, group);
        service(key, count, group);
        if (scalable) {
            scalable(key, count);
        }
        for (int tries = 0; !isHealthy(group, count); tries++) {
            if (tries == 12) {
                return;
            }
            stage.await(Duration.ofSeconds(10));
        }
        pointDefault(key, group);
        activation.run();
    }

    /** phase1_set_ssm.py of the plan, line by line; only the page of ListServices is asked for whole. */
    void script(DeploymentKey key) {
        putState(key.name(), key.id(), "active");
        List<String> arns = AWS.ecs()
                .listServices(list -> list.cluster(Stage.CLUSTER).maxResults(100))
                .serviceArns();
        for (int from = 0; from < arns.size(); from += 10) {
            List<String> ten = arns.subList(from, Math.min(arns.size(), from + 10));
            AWS.ecs()
                    .describeServices(
                            describe -> describe.cluster(Stage.CLUSTER).services(ten))
                    .services()
                    .forEach(service -> mark(key, service));
        }
    }

    private void mark(DeploymentKey key, Service service) {
        String prefix = "svc-" + key.name() + "-";
        if (!service.serviceName().startsWith(prefix)) {
            return;
        }
        String id = service.serviceName().substring(prefix.length());
        if (id.equals(key.id())) {
            tag(service, Map.of("deployment_name", key.name(), "deployment_id", key.id(), "state", "active"));
            return;
        }
        // The plan's script takes svc-app-eu-1 for app's; a team whose names begin alike cannot use it unchanged.
        if (id.matches("\\d{8}-.*")) {
            putState(key.name(), id, "draining");
            tag(service, Map.of("state", "draining"));
        }
    }

    private void tag(Service service, Map<String, String> tags) {
        List<Tag> list = new ArrayList<>();
        tags.keySet().stream()
                .sorted()
                .forEach(name ->
                        list.add(Tag.builder().key(name).value(tags.get(name)).build()));
        AWS.ecs().tagResource(tag -> tag.resourceArn(service.serviceArn()).tags(list));
    }

    void putState(String name, String id, String state) {
        put("/apps/" + name + "/" + id + "/state", state);
    }

    void put(String parameter, String value) {
        Stage.FIXTURE.parameter(parameter, value);
    }

    private String group(DeploymentKey key) {
        return AWS.elb()
                .createTargetGroup(
                        create -> create.name(("t-" + key.name() + "-" + key.id()).replaceFirst("20260101-0000", ""))
                                .protocol(ProtocolEnum.HTTP)
                                .port(8080)
                                .vpcId("vpc-1")
                                .healthCheckTimeoutSeconds(5)
                                .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    /** An affinity rule, without tags, in one of the forms that teams and earlier versions of ours gave them. */
    static void rule(Stage stage, String listener, int priority, DeploymentKey key, String group) {
        RuleCondition condition = Draw.of(
                stage.draw.random(),
                header("x-version", List.of(key.id()), null),
                header("x-version", List.of(key.serviceName()), null),
                header("Cookie", null, List.of("^(.*; ?)?version=" + key.id() + "(;.*)?$")),
                fourValues(stage, "version=" + key.id()));
        AWS.elb().createRule(create -> create.listenerArn(listener)
                .priority(priority)
                .conditions(condition)
                .actions(ClusterFixture.forward(group)));
    }

    private static RuleCondition header(String name, List<String> values, List<String> regexes) {
        return RuleCondition.builder()
                .field("http-header")
                .httpHeaderConfig(
                        header -> header.httpHeaderName(name).values(values).regexValues(regexes))
                .build();
    }

    /** As our own rules were, where AWS takes more values in a condition than it documents. */
    private static RuleCondition fourValues(Stage stage, String pair) {
        boolean taken = stage.aws.switches().get(ElbSwitches.VALUES_PER_CONDITION) > 3;
        return header(
                "Cookie",
                taken ? List.of(pair, pair + ";*", "*; " + pair, "*; " + pair + ";*") : List.of("*" + pair + "*"),
                null);
    }

    private void service(DeploymentKey key, int count, String group) {
        Stage.FIXTURE.service(key.serviceName(), count, Map.of(), group);
    }

    void scalable(DeploymentKey key, int count) {
        Stage.FIXTURE.scalable(key.serviceName(), 1, count + 1);
    }

    /** An operator has scaled it beyond its bounds, or below them. */
    void outgrow(DeploymentKey key, int count) {
        boolean below = count > 1 && stage.draw.random().nextBoolean();
        if (below) {
            Stage.FIXTURE.scalable(key.serviceName(), count, count + 1);
        }
        int desired = below ? count - 1 : count + 2;
        AWS.ecs()
                .updateService(update ->
                        update.cluster(Stage.CLUSTER).service(key.serviceName()).desiredCount(desired));
    }

    private boolean isHealthy(String group, int count) {
        return AWS.elb().describeTargetHealth(ask -> ask.targetGroupArn(group)).targetHealthDescriptions().stream()
                        .filter(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
                        .count()
                >= stage.draw.ailing().healthy(count);
    }

    /** Leads new clients to it, by the default action where that is the name's own. */
    void pointDefault(DeploymentKey key, String group) {
        if (stage.draw.lodges(key.name())) {
            stage.grounds.lead(key, group);
            return;
        }
        Logins.point(stage.listener(key), group);
    }
}
