package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of what the histories are about. */
final class Worlds {

    /** How the id of a deployment ends whose tasks have no sidecar. */
    static final String SILENT = "f";

    private static final Pattern SERVICE = Pattern.compile("svc-(app|app-eu)-(\\d{8}-\\d{6}-[0-9a-f]{7})");

    private Worlds() {}

    static DeploymentKey key(String name, int number, boolean silent) {
        return new DeploymentKey(
                name, String.format("20260101-0000%02d-%06d%s", number, number, silent ? SILENT : "0"));
    }

    static Optional<DeploymentKey> keyOf(String serviceName) {
        Matcher parts = SERVICE.matcher(serviceName == null ? "" : serviceName);
        return parts.matches() ? Optional.of(new DeploymentKey(parts.group(1), parts.group(2))) : Optional.empty();
    }
}
