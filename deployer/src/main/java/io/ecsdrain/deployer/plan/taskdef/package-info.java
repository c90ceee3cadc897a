/** How a task definition gets its sidecar. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.taskdef;
