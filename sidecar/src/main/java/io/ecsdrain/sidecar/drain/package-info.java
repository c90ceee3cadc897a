/**
 * What the task knows and what follows from it: the drain state, the busy ledger, readiness. Pure: no AWS SDK, no HTTP,
 * no logging, no I/O, no clock, no environment, no random; time and dice are arguments. Threads only call it.
 */
package io.ecsdrain.sidecar.drain;
