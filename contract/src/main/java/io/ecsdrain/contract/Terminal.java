package io.ecsdrain.contract;

import java.util.Map;
import java.util.Optional;

/** What the programs know of the terminal that they run on. */
public final class Terminal {

    /** Where nothing says how wide it is. */
    public static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Whether a person sits before both the input and the output of this process. */
    public static boolean isThere() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Newer JDKs have a console without a terminal too; they have a method to tell, which Java 17 lacks.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    /**
     * Colours are for a terminal, and not for one whose user sets NO_COLOR to anything (no-color.org) or has a dumb
     * one.
     */
    public static boolean wantsColour(Map<String, String> environment, boolean terminal) {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && canRedraw(environment);
    }

    /** Whether a terminal, if there is one, can draw over what it shows: a dumb one cannot. */
    public static boolean canRedraw(Map<String, String> environment) {
        return !"dumb".equals(environment.get("TERM"));
    }

    /**
     * How wide {@code COLUMNS} says that it is; empty if that says nothing, as in most shells, which do not export it.
     */
    public static Optional<Integer> columns(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("COLUMNS"))
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .map(Integer::valueOf);
    }
}
