/**
 * What makes a deployment the live one: what is known of a name, whose target groups are, what would be written, and
 * what speaks against it. {@code deploy} and {@code rollback} build on it. Pure, as all of {@code plan}.
 */
package io.ecsdrain.deployer.plan.activate;
