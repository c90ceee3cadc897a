package io.ecsdrain.localaws.elbv2;

import java.util.stream.Stream;

/** Status codes that count as healthy: {@code 200}, {@code 200,202}, {@code 200-299}. */
final class HealthMatcher {

    private HealthMatcher() {}

    static boolean wellFormed(String codes) {
        return codes != null && codes.matches("[2-4][0-9]{2}(-[2-4][0-9]{2})?(,[2-4][0-9]{2}(-[2-4][0-9]{2})?)*");
    }

    static boolean matches(String codes, int status) {
        return Stream.of(codes.split(",")).anyMatch(part -> {
            int dash = part.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int to = Integer.parseInt(dash < 0 ? part : part.substring(dash + 1));
            return status >= from && status <= to;
        });
    }
}
