/** Runs a plan, a round of the same step of several deployments at a time, and tells of it while it is under way. */
package io.ecsdrain.reaper.execute;
