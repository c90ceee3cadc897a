package io.ecsdrain.localaws.ecs;

import java.util.regex.Pattern;

/** The one rule for names of clusters, services, families and containers. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private Names() {}

    static void check(String name, String what) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw EcsErrors.invalid(
                    what + " must be at most 255 characters: letters, numbers, hyphens and underscores; it is '" + name
                            + "'.");
        }
    }
}
