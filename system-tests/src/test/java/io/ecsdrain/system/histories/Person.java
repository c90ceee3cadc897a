package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.ecs.ServiceView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * A person with a console and no plan. What was touched by hand is excused from ending well, never from being treated
 * well.
 */
final class Person {

    private static final AwsClients AWS = Stage.CLIENTS;

    private final Stage stage;
    private final Set<DeploymentKey> touched = new HashSet<>();

    Person(Stage stage) {
        this.stage = stage;
    }

    Set<DeploymentKey> touched() {
        return touched;
    }

    void act(DeploymentKey key) {
        Optional<ServiceView> service = stage.aws.ecs().services().stream()
                .filter(found ->
                        found.name().equals(key.serviceName()) && found.status().equals("ACTIVE"))
                .findFirst();
        if (service.isEmpty()) {
            return;
        }
        touched.add(key);
        try {
            act(key, service.get());
        } catch (SdkException refused) {
            // AWS says no to people too.
            return;
        }
    }

    private void act(DeploymentKey key, ServiceView service) {
        Team team = new Team(stage);
        switch (stage.draw.random().nextInt(9)) {
            case 0 -> scale(service, 0);
            case 1 -> scale(service, 1 + stage.draw.random().nextInt(3));
            case 2 ->
                tag(service, "state", Draw.of(stage.draw.random(), "active", "draining", "retired", "", "deploying"));
            case 3 -> tag(service, "deployment_id", "20260101-000099-0000000");
            case 4 ->
                AWS.ecs().deleteService(delete -> delete.cluster(Stage.CLUSTER)
                        .service(service.name())
                        .force(true));
            case 5 -> team.put(key.stateParameter(), Draw.of(stage.draw.random(), "active", "draining", "Active", " "));
            case 6 -> AWS.ssm().deleteParameter(delete -> delete.name(key.stateParameter()));
            case 7 -> deleteRule(service);
            default -> team.pointDefault(key, service.targetGroups().get(0));
        }
    }

    private void deleteRule(ServiceView service) {
        stage.aws.elb().routes().stream()
                .filter(rule -> !Grounds.isFront(rule)
                        && service.targetGroups().stream().anyMatch(rule.groups()::containsKey))
                .findFirst()
                .ifPresent(rule -> AWS.elb().deleteRule(delete -> delete.ruleArn(rule.arn())));
    }

    private static void scale(ServiceView service, int count) {
        AWS.ecs()
                .updateService(update ->
                        update.cluster(Stage.CLUSTER).service(service.name()).desiredCount(count));
    }

    private void tag(ServiceView service, String key, String value) {
        Tag tag = Tag.builder().key(key).value(value).build();
        String arn = "arn:aws:ecs:" + stage.aws.region() + ":" + stage.aws.account() + ":service/" + Stage.CLUSTER + "/"
                + service.name();
        AWS.ecs().tagResource(request -> request.resourceArn(arn).tags(tag));
    }
}
