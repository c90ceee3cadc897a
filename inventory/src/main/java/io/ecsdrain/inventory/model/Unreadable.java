package io.ecsdrain.inventory.model;

/** Something that an action or a verb rests on could not be read; it is then not done. */
public final class Unreadable extends RuntimeException {

    Unreadable(String reason) {
        super(reason);
    }

    static Unreadable because(String what, String reason) {
        return new Unreadable("could not read " + what + ": " + reason);
    }

    /** The answer, or this exception with the reason why there is none. */
    public static <T> T require(Observed<T> observed) {
        return observed.value()
                .orElseThrow(() -> new Unreadable(observed.unknownBecause().orElse("")));
    }

    /** The same, with {@code what} could not be read in the message, for people. */
    public static <T> T require(String what, Observed<T> observed) {
        return observed.value()
                .orElseThrow(() -> because(what, observed.unknownBecause().orElse("no answer")));
    }
}
