package io.ecsdrain.sidecar;

import io.ecsdrain.contract.Settings;
import java.net.URI;
import java.util.regex.Pattern;

/** Checks a URL of the app that a variable gives. */
final class LoopbackUrl {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private LoopbackUrl() {}

    /** Whether {@code uri}'s host is this task's loopback by its name alone. */
    static boolean is(URI uri) {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    /** Notes what makes {@code uri} unusable wherever its host is. */
    static void check(Settings settings, String variable, URI uri, int ownPort) {
        if (uri.getUserInfo() != null) {
            settings.problem(variable + " must not hold a user or a password");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            settings.problem(variable + " has port " + uri.getPort() + ", which must be from 1 to 65535");
        }
        if (uri.getPort() == ownPort && is(uri)) {
            settings.problem(variable + " is the sidecar itself (DRAIN_PORT " + ownPort + ")");
        }
    }
}
