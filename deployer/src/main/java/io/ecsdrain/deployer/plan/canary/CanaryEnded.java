package io.ecsdrain.deployer.plan.canary;

/**
 * That a canary does not go on as this program left it.
 *
 * @param why as a sentence
 * @param takenOver whether another deployer goes on with it, so that it is not this one's to end
 */
public record CanaryEnded(String why, boolean takenOver) {}
