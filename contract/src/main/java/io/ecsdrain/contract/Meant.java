package io.ecsdrain.contract;

import java.util.Collection;
import java.util.Comparator;

/** Which word may have been meant by one that does not exist. */
public final class Meant {

    private static final int MOST_SLIPS = 2;

    /** In a word of two letters a second slip would make any other of it. */
    private static final int LETTERS_A_SLIP = 2;

    private Meant() {}

    /** {@code "; did you mean X?"}, or nothing where no known word is close; what follows a {@code =} is a value. */
    public static String insteadOf(String word, Collection<String> known) {
        String name = word.split("=", 2)[0];
        return known.stream()
                .filter(each -> isMistyped(name, each))
                .min(Comparator.comparingInt((String each) -> EditDistance.between(each, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
    }

    /** Whether a slip or two of the finger lie between {@code word} and {@code right}. */
    public static boolean isMistyped(String word, String right) {
        int slips = Math.max(1, Math.min(MOST_SLIPS, word.length() / LETTERS_A_SLIP));
        return EditDistance.between(word, right) <= slips;
    }
}
