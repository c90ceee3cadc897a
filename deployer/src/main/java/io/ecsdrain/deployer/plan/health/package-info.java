/**
 * How many targets of a deployment are healthy, and what keeps the rest from it. {@code deploy} and {@code rollback}
 * wait for them. Pure, as all of {@code plan}.
 */
package io.ecsdrain.deployer.plan.health;
