package io.ecsdrain.reaper.execute;

import io.ecsdrain.inventory.model.Observed;

/** Something that an action rests on could not be read; the action is then not done. */
final class Unreadable extends RuntimeException {

    private Unreadable(String what) {
        super(what);
    }

    /** The answer, or this exception with the reason why there is none. */
    static <T> T require(Observed<T> observed) {
        return observed.value()
                .orElseThrow(() -> new Unreadable(observed.unknownBecause().orElse("")));
    }
}
