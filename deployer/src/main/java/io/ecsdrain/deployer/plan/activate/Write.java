package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One write that makes a deployment live or another one draining; may be repeated without harm. */
public sealed interface Write {

    /** One sentence for people. */
    String describe();

    /** {@code /apps/<name>/live}: comes before any other effect. */
    record PutRegister(DeploymentKey key) implements Write {
        @Override
        public String describe() {
            return "register " + key.id() + " as live for " + key.name();
        }
    }

    /** The state parameter. */
    record PutState(DeploymentKey key, DeploymentState state) implements Write {
        @Override
        public String describe() {
            return "parameter " + key.stateParameter() + " = " + state.word();
        }
    }

    /** Tags on the service; others stay. */
    record TagService(String service, String arn, Map<String, String> tags) implements Write {
        public TagService {
            tags = Map.copyOf(tags);
        }

        @Override
        public String describe() {
            return "tag " + service + " "
                    + new TreeMap<>(tags)
                            .entrySet().stream()
                                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                                    .collect(Collectors.joining(", "));
        }
    }
}
