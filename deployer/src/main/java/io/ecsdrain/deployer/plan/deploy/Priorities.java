package io.ecsdrain.deployer.plan.deploy;

import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Where among a listener's rules ours goes. */
public final class Priorities {

    /** A team's own rules, usually numbered low, keep going first. */
    static final int FIRST = 1_000;

    static final int LAST = 50_000;

    private Priorities() {}

    /** A free priority: the lowest from {@value #FIRST} on, else the highest below; empty if all 50000 are taken. */
    public static OptionalInt free(Set<Integer> taken) {
        OptionalInt above = IntStream.rangeClosed(FIRST, LAST)
                .filter(each -> !taken.contains(each))
                .findFirst();
        return above.isPresent()
                ? above
                : IntStream.range(1, FIRST)
                        .map(each -> FIRST - each)
                        .filter(each -> !taken.contains(each))
                        .findFirst();
    }
}
