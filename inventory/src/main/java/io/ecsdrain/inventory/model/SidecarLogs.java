package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.ReaperVariables;

/**
 * Where the sidecars write their lines.
 *
 * @param groups name of their log group, with {@value ReaperVariables#NAME_IN_LOG_GROUP} in place of the deployment
 *     name if each name has one of its own
 */
public record SidecarLogs(String groups) {

    /** The log group of a deployment name. */
    public String group(String deploymentName) {
        return groups.replace(ReaperVariables.NAME_IN_LOG_GROUP, deploymentName);
    }
}
