/** Which tag keeps a deployment from being retired, and whether it may be set. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.pin;
