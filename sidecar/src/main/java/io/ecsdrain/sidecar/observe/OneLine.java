package io.ecsdrain.sidecar.observe;

/** Text from outside, made fit for one log line. */
final class OneLine {

    private static final int LONGEST = 300;

    private OneLine() {}

    static String of(String text) {
        if (text == null) {
            return "no message";
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
