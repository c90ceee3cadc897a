package io.ecsdrain.contract;

import java.util.regex.Pattern;

/** The alphabet that deployment names and ids share, chosen to be legal in every AWS name they become part of. */
public final class Names {

    /** Lower case, digits and hyphens, 1 to 63 characters, not beginning with a hyphen. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    private static final Pattern VALID = Pattern.compile(PATTERN);

    private Names() {}

    public static boolean isValid(String candidate) {
        return candidate != null && VALID.matcher(candidate).matches();
    }

    /**
     * Returns {@code candidate} unchanged.
     *
     * @throws IllegalArgumentException naming {@code what}, the value and the pattern, if it is not a legal name
     */
    static String require(String what, String candidate) {
        if (!isValid(candidate)) {
            throw new IllegalArgumentException(what + " must match " + PATTERN + ", but is '" + candidate + "'");
        }
        return candidate;
    }
}
