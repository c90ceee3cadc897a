package io.ecsdrain.deployer.plan.canary;

/**
 * That a canary does not go on as this program left it.
 *
 * @param why as a sentence
 */
public record CanaryEnded(String why, Became became) {

    /** Its mark says so, or it is being ended. */
    public static final CanaryEnded MEANWHILE = new CanaryEnded("its canary was ended meanwhile", Became.ENDED);

    /** Another program made it live: {@code promote}, for one. */
    public static final CanaryEnded LIVE = new CanaryEnded("it was made live meanwhile", Became.LIVE);

    /** What became of it. */
    public enum Became {
        ENDED,
        /** Another deployer goes on with it, so that it is not this one's to end. */
        TAKEN_OVER,
        LIVE
    }

    public boolean isLive() {
        return became == Became.LIVE;
    }
}
