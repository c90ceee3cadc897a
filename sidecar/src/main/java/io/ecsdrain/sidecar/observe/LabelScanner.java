package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.observe.MetricField.Label;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code a="b",c!="d"}. By hand, for a regular expression with alternatives recurses once a character. */
final class LabelScanner {

    private final String text;
    private int position;

    LabelScanner(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is anything else */
    Map<String, Label> all() {
        Map<String, Label> labels = new HashMap<>();
        skipBlanks();
        while (position < text.length()) {
            String name = name();
            skipBlanks();
            boolean equal = text.charAt(at()) == '=';
            position += equal ? 1 : 2;
            if (!equal && !text.startsWith("!=", position - 2)) {
                throw malformed();
            }
            skipBlanks();
            if (labels.put(name, new Label(quoted(), equal)) != null) {
                throw malformed();
            }
            skipBlanks();
            if (position < text.length()) {
                take(',');
                skipBlanks();
            }
        }
        return labels;
    }

    private String name() {
        int begin = position;
        while (position < text.length() && isOfName(text.charAt(position))) {
            position++;
        }
        if (position == begin) {
            throw malformed();
        }
        return text.substring(begin, position);
    }

    static boolean isOfName(char letter) {
        return letter == '_' || letter < 128 && Character.isLetterOrDigit(letter);
    }

    /** In which a backslash takes the next character, and n after one is a line feed. */
    private String quoted() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (text.charAt(at()) != '"') {
            char next = text.charAt(position++);
            if (next == '\\') {
                next = text.charAt(at());
                next = next == 'n' ? '\n' : next;
                position++;
            }
            value.append(next);
        }
        take('"');
        return value.toString();
    }

    private void take(char wanted) {
        if (text.charAt(at()) != wanted) {
            throw malformed();
        }
        position++;
    }

    /** The position, if something is left. */
    private int at() {
        if (position >= text.length()) {
            throw malformed();
        }
        return position;
    }

    private void skipBlanks() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not a list of labels");
    }
}
