/**
 * The reaper: observes a cluster, plans, executes, reports. This root package alone reads the environment, ends the process,
 * looks at the clock and wires the verbs; it decides nothing itself.
 */
package io.ecsdrain.reaper;
