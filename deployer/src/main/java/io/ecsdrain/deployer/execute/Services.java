package io.ecsdrain.deployer.execute;

import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;

/** Creates a deployment's ECS service. */
final class Services {

    /** How long an attachment just made may take to be seen by ECS. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final AwsClients clients;
    private final String cluster;
    private final LiveReader live;
    private final Sleeper waiting;

    Services(AwsClients clients, String cluster, Sleeper waiting) {
        this.clients = clients;
        this.cluster = cluster;
        this.live = new LiveReader(clients, cluster);
        this.waiting = waiting;
    }

    /** Where the service of that name is not what is asked for, as phrases; empty also if there is none. */
    List<String> differences(DeployRequest request) {
        return clients
                .ecs()
                .describeServices(describe ->
                        describe.cluster(cluster).services(request.key().serviceName()))
                .services()
                .stream()
                .flatMap(there -> new WantedService(request).differences(there).stream())
                .toList();
    }

    void create(
            DeployRequest request, int count, Definitions.Found definition, String group, Map<String, String> tags) {
        CreateServiceRequest wanted = new WantedService(request).request(definition, count, group, tags);
        for (int attempt = 1; ; attempt++) {
            try {
                clients.ecs().createService(wanted);
                return;
            } catch (InvalidParameterException refused) {
                // The SDK repeats a call whose answer was lost: the name is taken then, and by us.
                if (live.service(request.key())
                        .found()
                        .filter(ServiceView::isAlive)
                        .isPresent()) {
                    return;
                }
                if (attempt == ATTEMPTS || !String.valueOf(refused.getMessage()).contains("associated load balancer")) {
                    throw refused;
                }
                waiting.pauseOrEnd(PAUSE);
            }
        }
    }
}
