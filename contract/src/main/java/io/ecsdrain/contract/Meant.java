package io.ecsdrain.contract;

import java.util.Collection;
import java.util.Comparator;

/** Says of a verb or a flag that does not exist which one may have been meant. */
public final class Meant {

    /** So many slips of the finger are one word mistyped, and not another word. */
    private static final int SLIPS = 2;

    private Meant() {}

    /** {@code "; did you mean X?"}, or nothing where no known word is close; what follows a {@code =} is a value. */
    public static String insteadOf(String word, Collection<String> known) {
        String name = word.split("=", 2)[0];
        return known.stream()
                .filter(each -> EditDistance.between(each, name) <= SLIPS)
                .min(Comparator.comparingInt((String each) -> EditDistance.between(each, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
    }
}
