package io.ecsdrain.localaws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a service asks IAM about a call. Called under the world's lock, before the call has any effect. */
@FunctionalInterface
public interface Authorizer {

    /**
     * @param input members as spelled on the wire; what is missing or of the wrong kind is passed over
     * @return at least one question
     */
    List<Authorization> asked(String operation, JsonNode input);

    /** For a service none of whose actions knows resources: an action is called as its operation is. */
    static Authorizer onAnything(String service) {
        return (operation, input) -> List.of(Authorization.of(service + ":" + operation, Authorization.ANY));
    }
}
