package io.ecsdrain.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the programs keep their words in SSM Parameter Store. */
public final class ParameterPaths {

    private static final Pattern STATE =
            Pattern.compile("/apps/(?<name>" + Names.PATTERN + ")/(?<id>" + Names.PATTERN + ")/state");

    private ParameterPaths() {}

    /** {@code /apps/<name>/<id>/state}, whose value is {@code active} or {@code draining} (plan, phase 1). */
    public static String state(String name, String id) {
        return under(name) + "/" + Names.require("deployment id", id) + "/state";
    }

    /** {@code /apps/<name>/live}, the register: the id of the deployment that is to be live. */
    public static String live(String name) {
        return under(name) + "/live";
    }

    /** {@code /apps/<name>}, the path under which everything of one name is read, recursively. */
    public static String under(String name) {
        return "/apps/" + Names.require("deployment name", name);
    }

    /** The deployment whose state parameter is {@code path}, or empty if the path is none of ours. */
    public static Optional<DeploymentKey> parseState(String path) {
        Matcher matcher = STATE.matcher(path == null ? "" : path);
        return matcher.matches()
                ? Optional.of(new DeploymentKey(matcher.group("name"), matcher.group("id")))
                : Optional.empty();
    }
}
