package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.wire.AwsError;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a new parameter may be called. */
final class ParameterNames {

    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9_.\\-/]+");
    private static final int MAX_LENGTH_WITH_ARN = 1011;
    private static final int MAX_LEVELS = 15;

    private ParameterNames() {}

    /** @throws AwsError as AWS refuses a name on creation */
    static void check(String name, String arnPrefix) {
        if (name == null || name.isEmpty()) {
            throw SsmErrors.validation(
                    "Value at 'name' failed to satisfy constraint: Member must not be null or empty");
        }
        if (!CHARACTERS.matcher(name).matches() || name.endsWith("/") || name.contains("//")) {
            throw SsmErrors.validation(
                    "Parameter name must be a fully qualified name of letters, digits and .-_/ : " + name);
        }
        if (name.contains("/") && !name.startsWith("/")) {
            throw SsmErrors.validation("Parameter name must be a fully qualified name: " + name);
        }
        reserved(name);
        if (name.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
            throw AwsError.badRequest(
                    "HierarchyLevelLimitExceededException", "A hierarchy can have at most " + MAX_LEVELS + " levels");
        }
        if (arnPrefix.length() + name.length() > MAX_LENGTH_WITH_ARN) {
            throw SsmErrors.validation("Parameter name is longer than 1011 characters with its ARN");
        }
    }

    private static void reserved(String name) {
        String bare = name.replaceFirst("^/", "").toLowerCase(Locale.ROOT);
        if (bare.startsWith("aws")) {
            throw AwsError.badRequest("AccessDeniedException", "No access to reserved parameter name: " + name + ".");
        }
        if (bare.startsWith("ssm")) {
            throw SsmErrors.validation("Parameter name: can't be prefixed with \"ssm\" (case-insensitive).");
        }
    }
}
