package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/** Carries out {@link Write}s. */
public final class Writer {

    /** The SDK does not retry TooManyUpdates, which only says that somebody else wrote at the same moment. */
    private static final int UPDATES = 4;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AwsClients clients;
    private final String cluster;
    private final Sleeper waiting;

    /** @param cluster whose tag the parameters get; its short name or its ARN */
    public Writer(AwsClients clients, String cluster, Sleeper waiting) {
        this.clients = clients;
        this.cluster = Clusters.shortName(cluster);
        this.waiting = waiting;
    }

    /** @throws software.amazon.awssdk.core.exception.SdkException as AWS refuses it */
    public void write(Write write) {
        if (write instanceof Write.PutRegister register) {
            DeploymentKey key = register.key();
            put(
                    ParameterPaths.live(key.name()),
                    key.id(),
                    Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.CLUSTER, cluster));
        } else if (write instanceof Write.PutState state) {
            DeploymentKey key = state.key();
            put(
                    key.stateParameter(),
                    state.state().word(),
                    Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id(), Tags.CLUSTER, cluster));
        } else if (write instanceof Write.TagService tags) {
            clients.ecs().tagResource(tag -> tag.resourceArn(tags.arn()).tags(SdkTags.ecs(tags.tags())));
        }
    }

    /** SSM refuses tags together with overwriting, so an existing parameter is overwritten first and tagged then. */
    private void put(String name, String value, Map<String, String> tags) {
        List<Tag> ssmTags = SdkTags.ssm(tags);
        try {
            clients.ssm().putParameter(put -> put.name(name)
                    .value(value)
                    .type(ParameterType.STRING)
                    .tags(ssmTags));
        } catch (ParameterAlreadyExistsException exists) {
            insist(() -> clients.ssm().putParameter(put -> put.name(name)
                    .value(value)
                    .type(ParameterType.STRING)
                    .overwrite(true)));
            insist(() -> clients.ssm().addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                    .resourceId(name)
                    .tags(ssmTags)));
        }
    }

    private void insist(Runnable update) {
        for (int attempt = 1; ; attempt++) {
            try {
                update.run();
                return;
            } catch (TooManyUpdatesException busy) {
                if (attempt == UPDATES) {
                    throw busy;
                }
                waiting.pauseOrEnd(PAUSE.multipliedBy(attempt));
            }
        }
    }
}
