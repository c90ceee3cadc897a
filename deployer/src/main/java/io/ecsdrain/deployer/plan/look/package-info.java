/**
 * What {@code status} and {@code verify} say of the deployments of a name, and what dangles. Pure, as all of
 * {@code plan}.
 */
package io.ecsdrain.deployer.plan.look;
