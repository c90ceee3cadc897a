package io.ecsdrain.contract;

import java.util.Map;
import java.util.Optional;

/**
 * Whose something is, by its tags alone. A name prefix proves nothing: {@code svc-app-} also begins
 * {@code svc-app-eu-...}.
 *
 * @param key the deployment it belongs to; empty if it is none of ours or its tags contradict themselves
 * @param remark what is contradictory, for people
 */
public record Ownership(Optional<DeploymentKey> key, Optional<String> remark) {

    private static final Ownership NONE = new Ownership(Optional.empty(), Optional.empty());

    /** A service also has to be named {@code svc-<name>-<id>}: its other resources are found by that name. */
    public static Ownership ofService(String serviceName, Map<String, String> tags) {
        Ownership byTags = of("service " + serviceName, tags);
        if (byTags.key.isPresent() && !byTags.key.get().serviceName().equals(serviceName)) {
            return odd("service " + serviceName + " is tagged for " + byTags.key.get()
                    + ", whose service would be named " + byTags.key.get().serviceName());
        }
        return byTags;
    }

    /** @param what names the resource in a remark */
    public static Ownership of(String what, Map<String, String> tags) {
        String name = tags.get(Tags.DEPLOYMENT_NAME);
        String id = tags.get(Tags.DEPLOYMENT_ID);
        if (name == null && id == null) {
            return NONE;
        }
        if (name == null || id == null) {
            String missing = name == null ? Tags.DEPLOYMENT_NAME : Tags.DEPLOYMENT_ID;
            return odd(what + " lacks the tag " + missing + " beside the other one");
        }
        Optional<DeploymentKey> key = DeploymentKey.fromTags(tags);
        return key.isPresent()
                ? new Ownership(key, Optional.empty())
                : odd(what + " is tagged " + name + "/" + id + ", which is no legal deployment");
    }

    private static Ownership odd(String remark) {
        return new Ownership(Optional.empty(), Optional.of(remark));
    }
}
