package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;

/** An action that is about to be done. */
public record Planned(DeploymentKey key, Action action) {}
