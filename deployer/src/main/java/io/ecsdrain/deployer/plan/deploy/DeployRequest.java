package io.ecsdrain.deployer.plan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code deploy} is asked to do.
 *
 * @param taskDefinition what to run
 * @param affinities how a client may say that it began on the deployment: one rule each, one at least
 * @param scaling how it is to scale
 * @param oidcSecret the secret of the client by which the listener has people log in, if the rule is to do so too
 * @param minHealthy how many of the targets have to be healthy before it goes live
 * @param hook what decides at last whether it goes live
 * @param canary how new clients are led over; without it, at once
 * @param supersede whether another canary that is under way is ended for it
 * @param timeout how long to wait for healthy targets; never more than half of {@code deployTimeout} is waited
 * @param deployTimeout how long a deployment that is being created counts as such
 * @param strict what would be a warning is a refusal
 */
public record DeployRequest(
        Target target,
        DeploymentKey key,
        TaskDefinition taskDefinition,
        ServiceRequest service,
        String listenerArn,
        GroupRequest group,
        List<Affinity> affinities,
        ScalingRequest scaling,
        Optional<Secret> oidcSecret,
        Quorum minHealthy,
        Optional<Hook> hook,
        Optional<CanaryRequest> canary,
        boolean supersede,
        Duration timeout,
        Duration deployTimeout,
        OutputFormat format,
        boolean yes,
        boolean strict) {

    public DeployRequest {
        affinities = List.copyOf(affinities);
    }

    /** How long is really waited: the reaper deals with half-created deployments after the deploy timeout. */
    public Duration patience() {
        return patience(timeout, deployTimeout);
    }

    /** The same before there is a request. */
    public static Duration patience(Duration timeout, Duration deployTimeout) {
        Duration half = deployTimeout.dividedBy(2);
        return timeout.compareTo(half) < 0 ? timeout : half;
    }

    /**
     * Either a registered task definition or one to register; exactly one of the two is there.
     *
     * @param reference ARN, or family:revision, or family
     * @param document as {@code aws ecs register-task-definition --cli-input-json} takes it
     */
    public record TaskDefinition(Optional<String> reference, Optional<JsonNode> document) {

        public static TaskDefinition of(String reference) {
            return new TaskDefinition(Optional.of(reference), Optional.empty());
        }

        /** Its name without account and revision. */
        public String family() {
            return reference
                    .map(text -> text.replaceFirst(".*:task-definition/", "").replaceFirst(":\\d+$", ""))
                    .orElseGet(() -> document.orElseThrow().path("family").asText());
        }

        public static TaskDefinition of(JsonNode document) {
            return new TaskDefinition(Optional.empty(), Optional.of(document));
        }
    }
}
