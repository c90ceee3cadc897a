package io.ecsdrain.contract;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One deployment of one app: the stable name of the app's environment and the unique id of the deployment. Both end up
 * in the ECS service name and in the state parameter's path (plan, phase 1).
 *
 * @param name deployment name, such as {@code myapp}
 * @param id deployment id, such as {@code 20251028-183000-abc1234}; never parsed for its age
 */
public record DeploymentKey(String name, String id) implements Comparable<DeploymentKey> {

    /** The id that the script of docs/plan.md makes; only names that end so may be adopted untagged. */
    private static final Pattern SCRIPT_ID = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{7,40}");

    /** @throws IllegalArgumentException if either part is not a legal name (see {@link Names#PATTERN}) */
    public DeploymentKey {
        Names.require("deployment name", name);
        Names.require("deployment id", id);
    }

    /** The ECS service of this deployment: {@code svc-<name>-<id>}. */
    public String serviceName() {
        return "svc-" + name + "-" + id;
    }

    /** The parameter that says whether this deployment is active or draining. */
    public String stateParameter() {
        return ParameterPaths.state(name, id);
    }

    /** The parameter by which the reaper asks its tasks whether a session came since their clients were led away. */
    public String fenceParameter() {
        return ParameterPaths.fence(name, id);
    }

    /**
     * The deployment of {@code name} whose service is {@code serviceName}, if the rest of the service name is an id as
     * the plan's script makes them. A prefix alone proves nothing: {@code svc-app-} also begins {@code svc-app-eu-...}.
     */
    public static Optional<DeploymentKey> adopt(String name, String serviceName) {
        String prefix = "svc-" + Names.require("deployment name", name) + "-";
        if (serviceName == null || !serviceName.startsWith(prefix)) {
            return Optional.empty();
        }
        String id = serviceName.substring(prefix.length());
        return SCRIPT_ID.matcher(id).matches() && Names.isValid(id)
                ? Optional.of(new DeploymentKey(name, id))
                : Optional.empty();
    }

    /** Whose something is by its own tags; empty if they name no legal deployment. {@link Ownership} says why. */
    public static Optional<DeploymentKey> fromTags(Map<String, String> tags) {
        String name = tags.get(Tags.DEPLOYMENT_NAME);
        String id = tags.get(Tags.DEPLOYMENT_ID);
        return Names.isValid(name) && Names.isValid(id) ? Optional.of(new DeploymentKey(name, id)) : Optional.empty();
    }

    /** Whether something with these tags is this deployment's. */
    public boolean owns(Map<String, String> tags) {
        return name.equals(tags.get(Tags.DEPLOYMENT_NAME)) && id.equals(tags.get(Tags.DEPLOYMENT_ID));
    }

    @Override
    public int compareTo(DeploymentKey other) {
        return Comparator.comparing(DeploymentKey::name)
                .thenComparing(DeploymentKey::id)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return name + "/" + id;
    }
}
