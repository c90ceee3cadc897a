/**
 * Decides, from one snapshot, what is to be done with each deployment, and why the rest is kept.
 * {@link io.ecsdrain.reaper.plan.Planner} picks the branch for each. Pure: no SDK, no I/O, no clock, no logging, no
 * environment, no randomness; the snapshot's {@code takenAt} is the only time there is.
 */
package io.ecsdrain.reaper.plan;
