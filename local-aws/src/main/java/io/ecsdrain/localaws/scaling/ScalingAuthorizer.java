package io.ecsdrain.localaws.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Authorizer;
import io.ecsdrain.localaws.links.ServiceScaler;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.scaling.Shapes.ScalableTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Application Auto Scaling asks IAM. Registering a target and giving it a policy or a schedule also needs the
 * permissions that the scaling would need: AWS tries them with the caller's credentials ("Permissions validation for
 * API calls on target resources" of its user guide), those of CloudWatch without naming an alarm.
 */
final class ScalingAuthorizer implements Authorizer {

    private static final String SERVICE = "application-autoscaling";

    private final World world;
    private final ServiceScaler services;
    private final Map<String, ScalableTarget> targets;

    ScalingAuthorizer(World world, ServiceScaler services, Map<String, ScalableTarget> targets) {
        this.world = world;
        this.services = services;
        this.targets = targets;
    }

    @Override
    public List<Authorization> asked(String operation, JsonNode in) {
        String action = SERVICE + ":" + operation;
        return switch (operation) {
            case "RegisterScalableTarget" -> register(action, in);
            case "PutScalingPolicy", "PutScheduledAction" -> tried(action, in);
            case "DeregisterScalableTarget", "DeleteScalingPolicy", "DeleteScheduledAction" ->
                List.of(target(action, in));
            default -> List.of(Authorization.of(action, Authorization.ANY));
        };
    }

    private List<Authorization> register(String action, JsonNode in) {
        List<Authorization> asked = tried(action, in);
        if (targets.isEmpty()) {
            String principal = "ecs.application-autoscaling.amazonaws.com";
            asked.add(Authorization.of("iam:CreateServiceLinkedRole", Scaling.linkedRole(world))
                    .with("iam:AWSServiceName", principal));
        }
        return asked;
    }

    private List<Authorization> tried(String action, JsonNode in) {
        List<Authorization> asked = new ArrayList<>();
        asked.add(target(action, in));
        String resourceId = in.path("ResourceId").asText("");
        for (String needed : List.of("ecs:DescribeServices", "ecs:UpdateService")) {
            asked.add(Authorization.of(needed, world.arn("ecs", resourceId))
                    .with("ecs:cluster", world.arn("ecs", "cluster/" + cluster(resourceId)))
                    .tagged(services.tags(resourceId)));
        }
        asked.add(Authorization.of("cloudwatch:DescribeAlarms", world.arn("cloudwatch", "alarm:*")));
        for (String needed : List.of("cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms")) {
            asked.add(Authorization.of(needed, world.arn("cloudwatch", "alarm:")));
        }
        return asked;
    }

    private Authorization target(String action, JsonNode in) {
        ScalableTarget known = targets.get(in.path("ResourceId").asText(""));
        String arn = known == null ? world.arn(SERVICE, "scalable-target/*") : known.scalableTargetARN();
        return Authorization.of(action, arn)
                .with(
                        SERVICE + ":service-namespace",
                        in.path("ServiceNamespace").asText(null))
                .with(
                        SERVICE + ":scalable-dimension",
                        in.path("ScalableDimension").asText(null));
    }

    private static String cluster(String resourceId) {
        String[] parts = resourceId.split("/");
        return parts.length > 1 ? parts[1] : "";
    }
}
