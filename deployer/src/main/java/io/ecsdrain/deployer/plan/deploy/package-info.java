/**
 * What {@code deploy} would make, whether it may begin, and how target groups and rules are named and placed. Pure, as
 * all of {@code plan}.
 */
package io.ecsdrain.deployer.plan.deploy;
