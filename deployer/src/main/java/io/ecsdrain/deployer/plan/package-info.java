/**
 * What {@code activate} and {@code deploy} would do, what dangles, and how target groups, rules and task definitions are made.
 * Pure: no SDK, no HTTP, no logging, no I/O, no clock, no environment, no randomness; time is an argument.
 */
package io.ecsdrain.deployer.plan;
