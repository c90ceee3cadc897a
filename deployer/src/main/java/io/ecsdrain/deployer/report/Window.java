package io.ecsdrain.deployer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a terminal's window, and what fits into it. */
public record Window(int rows, int columns) {

    /** What goes on in another line begins where the texts of {@code explain} do. */
    private static final String INDENT = " ".repeat(12);

    private static final int NARROWEST = 40;
    private static final Pattern STTY = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

    /** Of what {@code stty size} says; empty if that is no size, as where nothing is known of the window. */
    public static Optional<Window> of(String said) {
        Matcher size = STTY.matcher(said.strip());
        return size.matches()
                ? Optional.of(new Window(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                        .filter(window -> window.rows() > 1 && window.columns() >= NARROWEST)
                : Optional.empty();
    }

    /** The lines, wrapped at blanks; what has no room is counted in the last one. */
    public List<String> fit(List<String> lines) {
        List<String> all = new ArrayList<>();
        lines.forEach(line -> wrap(line, all));
        // The cursor stands in a row of its own.
        int room = rows - 1;
        if (all.size() <= room) {
            return all;
        }
        List<String> fitting = new ArrayList<>(all.subList(0, room - 1));
        fitting.add("... " + (all.size() - fitting.size()) + " more lines: give an ID, or make the window higher");
        return fitting;
    }

    private void wrap(String line, List<String> all) {
        String rest = line;
        while (rest.length() > columns) {
            int blank = rest.lastIndexOf(' ', columns);
            int end = blank > INDENT.length() ? blank : columns;
            all.add(rest.substring(0, end).stripTrailing());
            rest = INDENT + rest.substring(end).stripLeading();
        }
        all.add(rest);
    }
}
