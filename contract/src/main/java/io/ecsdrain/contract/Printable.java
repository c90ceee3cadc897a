package io.ecsdrain.contract;

import java.util.List;

/**
 * Foreign text as one line that is safe to show on a terminal, in a log and on a page. Names, tags, parameter values,
 * ARNs and AWS's messages are written by others: a line break in one forges a log line, an escape sequence drives a
 * terminal, a direction mark reorders what a person reads.
 */
public final class Printable {

    /** Of a line; what is longer is cut, and its length said. In characters (UTF-16 units). */
    private static final int LINE = 1_000;

    /** Of a cell of a table, which widens its whole column. An ARN of a rule has some 160 characters. */
    private static final int CELL = 200;

    private Printable() {}

    /**
     * {@code text} in one line of at most about 1,000 characters. Control characters, line and paragraph separators,
     * direction marks and other invisible format characters, private and unassigned ones and broken surrogates become
     * {@code \\n}, {@code \\t}, {@code \\r} or {@code \\uXXXX}. Everything else stays as it is.
     */
    public static String line(String text) {
        return shortened(text, LINE);
    }

    /** The same for a cell of a table, of at most about 200 characters. */
    public static String cell(String text) {
        return shortened(text, CELL);
    }

    /** Each of {@code texts} in one line of its own. */
    public static List<String> lines(List<String> texts) {
        return texts.stream().map(Printable::line).toList();
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return escaped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return escaped(text.substring(0, end)) + "... (" + text.length() + " characters)";
    }

    private static String escaped(String text) {
        if (text.codePoints().allMatch(Printable::isHarmless)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isHarmless(point)) {
                line.appendCodePoint(point);
            } else {
                escape(point, line);
            }
        });
        return line.toString();
    }

    private static boolean isHarmless(int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return false;
            default:
                return true;
        }
    }

    private static void escape(int point, StringBuilder line) {
        switch (point) {
            case '\n':
                line.append("\\n");
                break;
            case '\r':
                line.append("\\r");
                break;
            case '\t':
                line.append("\\t");
                break;
            default:
                for (char unit : Character.toChars(point)) {
                    line.append(String.format("\\u%04x", (int) unit));
                }
        }
    }
}
