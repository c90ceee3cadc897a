/**
 * The reaper: observes a cluster, plans, runs the plan, reports. This root package alone reads the environment, ends
 * the process, looks at the clock and wires the verbs; it decides nothing itself, and each action is carried out by
 * lifecycle.
 */
package io.ecsdrain.reaper;
