package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What there is, whose it is, and all that AWS says about it. */
record Belongings(List<Thing> things) {

    /** The owner of a resource whose tags name no deployment. */
    static final String UNTAGGED = "untagged";

    Belongings {
        things = List.copyOf(things);
    }

    /**
     * @param owner {@code name/id} or {@link #UNTAGGED}
     * @param identity ARN, parameter name or resource id: what a call that is about it would say
     * @param description all that AWS describes of it
     */
    record Thing(String owner, String identity, String description) {}

    static String owner(Map<String, String> tags) {
        return tags.containsKey(Tags.DEPLOYMENT_NAME) && tags.containsKey(Tags.DEPLOYMENT_ID)
                ? tags.get(Tags.DEPLOYMENT_NAME) + "/" + tags.get(Tags.DEPLOYMENT_ID)
                : UNTAGGED;
    }

    Belongings of(String name) {
        return of(owner -> owner.startsWith(name + "/"));
    }

    Belongings of(DeploymentKey key) {
        return of(key.toString()::equals);
    }

    Belongings of(Predicate<String> owner) {
        return new Belongings(
                things.stream().filter(thing -> owner.test(thing.owner())).toList());
    }

    Set<String> owners() {
        Set<String> owners = new TreeSet<>();
        things.forEach(thing -> owners.add(thing.owner()));
        return owners;
    }

    /** Whether {@code text} speaks of any of these. */
    boolean areNamedIn(String text) {
        return things.stream().anyMatch(thing -> text.contains(thing.identity()));
    }
}
