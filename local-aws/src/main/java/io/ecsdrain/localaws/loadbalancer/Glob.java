package io.ecsdrain.localaws.loadbalancer;

import java.util.Locale;

/**
 * A pattern of a rule condition: {@code *} is any run of characters, {@code ?} exactly one, and a backslash before
 * either (or before a backslash) takes it literally. The whole text is compared.
 */
public final class Glob implements TextPattern {

    private static final int ANY_RUN = -1;
    private static final int ANY_ONE = -2;

    private final int[] tokens;
    private final boolean caseSensitive;

    private Glob(int[] tokens, boolean caseSensitive) {
        this.tokens = tokens;
        this.caseSensitive = caseSensitive;
    }

    /** As in path patterns. */
    public static Glob caseSensitive(String pattern) {
        return new Glob(tokens(pattern), true);
    }

    /** As in everything but path patterns. */
    public static Glob ignoringCase(String pattern) {
        return new Glob(tokens(pattern.toLowerCase(Locale.ROOT)), false);
    }

    /** How many wildcards a pattern spends of its rule's allowance. */
    public static int wildcards(String pattern) {
        int count = 0;
        for (int token : tokens(pattern)) {
            count += token < 0 ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean matches(String text) {
        return matchesFolded(caseSensitive ? text : text.toLowerCase(Locale.ROOT));
    }

    /** Linear backtracking: only the last run ever needs to be widened. */
    private boolean matchesFolded(String text) {
        int token = 0;
        int at = 0;
        int lastRun = -1;
        int runEnd = 0;
        while (at < text.length()) {
            if (token < tokens.length && tokens[token] == ANY_RUN) {
                lastRun = token++;
                runEnd = at;
            } else if (token < tokens.length && (tokens[token] == ANY_ONE || tokens[token] == text.charAt(at))) {
                token++;
                at++;
            } else if (lastRun >= 0) {
                token = lastRun + 1;
                at = ++runEnd;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY_RUN) {
            token++;
        }
        return token == tokens.length;
    }

    private static int[] tokens(String pattern) {
        int[] tokens = new int[pattern.length()];
        int count = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
                tokens[count++] = pattern.charAt(++i);
            } else {
                tokens[count++] = c == '*' ? ANY_RUN : c == '?' ? ANY_ONE : c;
            }
        }
        return java.util.Arrays.copyOf(tokens, count);
    }
}
