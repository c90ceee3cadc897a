package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.wire.AwsError;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Refuses members that the API has and nothing here honours, instead of ignoring them. */
final class Members {

    private Members() {}

    /** @throws AwsError UnsupportedOperation that names the first of {@code unsupported} that is set in the input */
    static void refuse(String operation, Record input, Set<String> unsupported) {
        for (RecordComponent component : input.getClass().getRecordComponents()) {
            if (unsupported.contains(component.getName()) && isSet(input, component)) {
                throw AwsError.unsupported(operation + " with the member " + component.getName());
            }
        }
    }

    private static boolean isSet(Record input, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(input);
            boolean empty = value instanceof Collection<?> list && list.isEmpty()
                    || value instanceof Map<?, ?> map && map.isEmpty()
                    || value instanceof Boolean flag && !flag;
            return value != null && !empty;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
