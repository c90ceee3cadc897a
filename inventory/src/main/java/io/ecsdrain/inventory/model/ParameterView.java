package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentState;
import java.time.Instant;

/**
 * One SSM parameter.
 *
 * @param value as stored; it may be no word we know
 * @param lastModified when this version of it was written
 */
public record ParameterView(String name, String value, Instant lastModified, long version) {

    /** Whether it spells {@code state} exactly. */
    public boolean says(DeploymentState state) {
        return state.word().equals(value);
    }
}
