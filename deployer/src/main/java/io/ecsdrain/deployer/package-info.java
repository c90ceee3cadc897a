/**
 * Makes a deployment live and the older ones draining; shows, verifies, reaps. This package wires observation, plan,
 * execution and report of each verb together; environment, clock and {@code System.exit} are touched in {@code Main}
 * only.
 */
package io.ecsdrain.deployer;
