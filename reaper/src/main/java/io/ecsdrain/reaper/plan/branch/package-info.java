/**
 * One class for each way a deployment can stand: active, draining, retired, half-created, left over. Each says what is
 * to be done with it or why it is kept, and {@link Obstacles} what stands against its end. Pure, as all of plan.
 */
package io.ecsdrain.reaper.plan.branch;
