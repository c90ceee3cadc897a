package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskLaunch;
import io.ecsdrain.localaws.ecs.shapes.Common.KeyValuePair;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.iam.Roles;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.World;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What a container finds in its environment: the machine's few words, what ECS gives, what the definition says. */
final class ProcessEnvironment {

    private static final List<String> INHERITED = List.of("PATH", "JAVA_HOME", "HOME", "LANG", "TMPDIR");

    private final World world;

    ProcessEnvironment(World world) {
        this.world = world;
    }

    /** @param all what a child process would inherit; of that only a few names stay */
    void fill(Map<String, String> all, TaskLaunch launch, int index, TaskPorts ports, LocalImage image) {
        all.keySet().retainAll(INHERITED);
        URI endpoint = world.endpoint();
        String id = launch.taskId() + "-" + index;
        all.put("ECS_CONTAINER_METADATA_URI_V4", endpoint + "/v4/" + id);
        all.put("ECS_AGENT_URI", endpoint + "/api/" + id);
        // Fargate sets both; older SDKs and the AWS CLI know the second alone.
        all.put("AWS_REGION", world.region());
        all.put("AWS_DEFAULT_REGION", world.region());
        all.put("AWS_ENDPOINT_URL", endpoint.toString());
        all.put("AWS_ACCESS_KEY_ID", Roles.accessKey(launch.taskRoleArn()));
        all.put("AWS_SECRET_ACCESS_KEY", "local");
        // An SDK that finds no credentials would otherwise ask the machine's own metadata service.
        all.put("AWS_EC2_METADATA_DISABLED", "true");
        image.environment().forEach((name, value) -> all.put(name, ports.fill(value)));
        ContainerDefinition definition = launch.containers().get(index);
        if (definition.environment() != null) {
            for (KeyValuePair each : definition.environment()) {
                String given = each.value() == null ? "" : each.value();
                String value = ports.fill(given);
                // What was a placeholder names the task's own port already.
                boolean namesPorts = image.ports().contains(each.name()) && value.equals(given);
                all.put(each.name(), namesPorts ? ports.each(value) : value);
            }
        }
    }
}
