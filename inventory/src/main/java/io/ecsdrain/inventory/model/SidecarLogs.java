package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import java.util.Optional;

/**
 * Where the sidecars write their lines.
 *
 * @param groups name of their log group, with {@value ReaperVariables#NAME_IN_LOG_GROUP} in place of the deployment
 *     name if each name has one of its own
 */
public record SidecarLogs(String groups) {

    /** What CloudWatch takes as the name of a log group, as a regular expression. */
    public static final String NAME = "[.\\-_/#A-Za-z0-9]{1,512}";

    /** Where readiness is read, as the variable {@code EVIDENCE} spells it. */
    private enum Kind {
        /** The metric ShutdownReady. */
        METRIC,
        /** The lines in the sidecars' log group; the metric for a task without such lines. */
        LOG
    }

    /** As the variables {@code EVIDENCE} and {@code LOG_GROUP} say; empty if the metric alone is read. */
    public static Optional<SidecarLogs> of(Settings settings) {
        Kind kind = settings.choice(ReaperVariables.EVIDENCE, Kind.class);
        String groups = settings.optional(ReaperVariables.LOG_GROUP.name()).orElse(ReaperVariables.DEFAULT_LOG_GROUP);
        SidecarLogs logs = new SidecarLogs(groups);
        if (!logs.group("name").matches(NAME)) {
            settings.problem(ReaperVariables.LOG_GROUP.name(), groups, "must be " + ReaperVariables.LOG_GROUP.values());
        }
        return kind == Kind.LOG ? Optional.of(logs) : Optional.empty();
    }

    /** The log group of a deployment name. */
    public String group(String deploymentName) {
        return groups.replace(ReaperVariables.NAME_IN_LOG_GROUP, deploymentName);
    }
}
