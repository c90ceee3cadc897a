package io.ecsdrain.infra.policy;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Makes statements that allow; there are no others here. */
final class Allow {

    private Allow() {}

    static PolicyStatement always(String sid, List<String> actions, List<String> resources) {
        return when(sid, actions, resources, new Conditions());
    }

    static PolicyStatement when(String sid, List<String> actions, List<String> resources, Conditions conditions) {
        PolicyStatement.Builder statement =
                PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources);
        if (!conditions.asMap().isEmpty()) {
            statement.conditions(conditions.asMap());
        }
        return statement.build();
    }
}
