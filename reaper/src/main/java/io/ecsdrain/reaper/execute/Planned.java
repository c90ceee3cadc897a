package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.plan.Action;

/** An action that is about to be done. */
public record Planned(DeploymentKey key, Action action) {}
