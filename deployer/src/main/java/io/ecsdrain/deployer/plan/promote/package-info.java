/** Whether a canary may be made live before its deployer does. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.promote;
