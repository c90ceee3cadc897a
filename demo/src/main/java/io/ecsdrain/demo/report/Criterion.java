package io.ecsdrain.demo.report;

/**
 * One of the success criteria of docs/plan.md and what was seen of it.
 *
 * @param evidence one line, with figures
 */
public record Criterion(String words, boolean holds, String evidence) {

    @Override
    public String toString() {
        return (holds ? "  [ok]   " : "  [FAIL] ") + words + System.lineSeparator() + "         " + evidence;
    }
}
