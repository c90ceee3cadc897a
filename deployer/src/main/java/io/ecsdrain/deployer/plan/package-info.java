/**
 * What each verb of the deployer would do. {@code verb} is the ground of all; {@code deploy} and {@code rollback} build
 * on {@code activate}; the rest stand alone. Pure: no SDK, no HTTP, no logging, no I/O, no clock, no environment, no
 * randomness; time is an argument.
 */
package io.ecsdrain.deployer.plan;
