/** Whether one deployment may be made draining, and by which writes. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.retire;
