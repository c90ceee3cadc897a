package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.wire.AwsError;
import java.util.Collection;
import java.util.List;

/** What a request must satisfy, answered as AWS does when it does not. */
final class Check {

    private Check() {}

    static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationError", message);
    }

    static <T> T required(T value, String member) {
        if (value == null || value instanceof Collection<?> items && items.isEmpty()) {
            throw invalid("'" + member + "' must be specified");
        }
        return value;
    }

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw invalid(otherwise);
        }
    }

    static void range(Integer value, int least, int most, String member) {
        that(
                value == null || value >= least && value <= most,
                "'" + member + "' must be between " + least + " and " + most + ", is " + value);
    }

    static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** What real AWS can and this emulator cannot. */
    static void supported(boolean holds, String what) {
        if (!holds) {
            throw AwsError.unsupported(what);
        }
    }
}
