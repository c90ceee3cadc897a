package io.ecsdrain.contract;

import java.util.List;

/**
 * A variable that a program reads. Its name, default, values and meaning are said here and nowhere else:
 * {@link Settings} reads by it, and usage texts and the tables of docs/contract.md are made from it.
 */
public sealed interface Variable {

    String name();

    /** What holds without it, in a person's words: the default, or {@code required}. */
    String preset();

    /** Which values are right, in words that follow "must be". */
    String values();

    /** What it changes. Markdown, one line. */
    String meaning();

    /** A whole number from {@code least} to {@code most}, and among those only {@code values} where that says less. */
    record Whole(String name, int otherwise, int least, int most, String values, String meaning) implements Variable {

        public Whole(String name, int otherwise, int least, int most, String meaning) {
            this(name, otherwise, least, most, "a whole number from " + least + " to " + most, meaning);
        }

        @Override
        public String preset() {
            return Integer.toString(otherwise);
        }
    }

    /**
     * A number from {@code least} to {@code most}, with decimals.
     *
     * @param preset the default in words, for one that another variable decides
     * @param word a word that is right too; empty for none
     */
    record Decimal(String name, String preset, double otherwise, double least, double most, String word, String meaning)
            implements Variable {

        public Decimal(String name, double otherwise, double least, double most, String meaning) {
            this(name, plain(otherwise), otherwise, least, most, "", meaning);
        }

        @Override
        public String values() {
            return "a number from " + plain(least) + " to " + plain(most) + (word.isEmpty() ? "" : ", or " + word);
        }

        private static String plain(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }

    /** {@code true} or {@code false}. */
    record Flag(String name, boolean otherwise, String meaning) implements Variable {

        @Override
        public String preset() {
            return Boolean.toString(otherwise);
        }

        @Override
        public String values() {
            return "true or false";
        }
    }

    /** One of {@code words}; the first is the default. */
    record Choice(String name, List<String> words, String meaning) implements Variable {

        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String preset() {
            return words.get(0);
        }

        @Override
        public String values() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Any other text; the program that reads it checks it. */
    record Text(String name, String preset, String values, String meaning) implements Variable {}
}
