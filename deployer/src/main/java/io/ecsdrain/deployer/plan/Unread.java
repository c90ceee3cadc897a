package io.ecsdrain.deployer.plan;

import io.ecsdrain.inventory.model.Observed;

/** Something that a verb needs could not be read; nothing has been written because of that. */
public final class Unread extends RuntimeException {

    public Unread(String reason) {
        super(reason);
    }

    /** The answer, where a verb cannot go on without it. */
    public static <T> T require(String what, Observed<T> observed) {
        return observed.value()
                .orElseThrow(() -> new Unread("could not read " + what + ": "
                        + observed.unknownBecause().orElse("no answer")));
    }
}
