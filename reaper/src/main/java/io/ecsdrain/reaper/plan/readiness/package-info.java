/** Whether the tasks of a deployment are ready, from what their metric and their deaths say. Pure, as all of plan. */
package io.ecsdrain.reaper.plan.readiness;
