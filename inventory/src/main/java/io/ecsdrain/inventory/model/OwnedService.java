package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentKey;

/** A service together with the deployment that it is tagged and named for. */
public record OwnedService(DeploymentKey key, ServiceView service) {}
