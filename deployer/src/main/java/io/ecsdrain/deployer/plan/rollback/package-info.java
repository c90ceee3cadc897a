/**
 * Whether an earlier deployment can become live again, and which default actions have to lead to it then. Pure, as all
 * of {@code plan}.
 */
package io.ecsdrain.deployer.plan.rollback;
