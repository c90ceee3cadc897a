package io.ecsdrain.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the programs keep their words in SSM Parameter Store. */
public final class ParameterPaths {

    private static final String OF_A_DEPLOYMENT = "/apps/(?<name>" + Names.PATTERN + ")/(?<id>" + Names.PATTERN + ")/";
    private static final Pattern STATE = Pattern.compile(OF_A_DEPLOYMENT + "state");
    private static final Pattern FENCE = Pattern.compile(OF_A_DEPLOYMENT + "fence");

    private ParameterPaths() {}

    /** {@code /apps/<name>/<id>/state}, whose value is {@code active} or {@code draining} (plan, phase 1). */
    public static String state(String name, String id) {
        return under(name) + "/" + Names.require("deployment id", id) + "/state";
    }

    /** {@code /apps/<name>/<id>/fence}, whose value is a {@link Fence}. */
    public static String fence(String name, String id) {
        return under(name) + "/" + Names.require("deployment id", id) + "/fence";
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
        return deployment(STATE, path);
    }

    /** The deployment whose fence is {@code path}, or empty if the path is none of ours. */
    public static Optional<DeploymentKey> parseFence(String path) {
        return deployment(FENCE, path);
    }

    private static Optional<DeploymentKey> deployment(Pattern form, String path) {
        Matcher matcher = form.matcher(path == null ? "" : path);
        return matcher.matches()
                ? Optional.of(new DeploymentKey(matcher.group("name"), matcher.group("id")))
                : Optional.empty();
    }
}
