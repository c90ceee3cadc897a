package io.ecsdrain.contract;

import java.util.stream.IntStream;

/** How far an unknown word is from the one that was meant, for "did you mean". */
public final class EditDistance {

    private EditDistance() {}

    /**
     * How many characters have to be changed, inserted or left out to make one of the other (Levenshtein's distance).
     */
    public static int between(String one, String other) {
        int[] above = IntStream.rangeClosed(0, other.length()).toArray();
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                int moved = Math.min(above[column], line[column - 1]) + 1;
                line[column] = Math.min(above[column - 1] + change, moved);
            }
            above = line;
        }
        return above[other.length()];
    }
}
