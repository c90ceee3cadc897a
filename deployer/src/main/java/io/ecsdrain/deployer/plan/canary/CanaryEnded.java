package io.ecsdrain.deployer.plan.canary;

/**
 * That a canary does not go on as this program left it.
 *
 * @param why as a sentence
 * @param takenOver whether another deployer goes on with it, so that it is not this one's to end
 */
public record CanaryEnded(String why, boolean takenOver) {

    /** Its mark says so, or it is being ended. */
    public static final CanaryEnded MEANWHILE = new CanaryEnded("its canary was ended meanwhile", false);
}
