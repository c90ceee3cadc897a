package io.ecsdrain.demo.report;

import io.ecsdrain.demo.watch.Timeline;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The timeline as lines on a terminal: seconds since the start, the deployment, what happened. */
public final class Console {

    private static final String[] COLOURS = {"\u001b[36m", "\u001b[35m", "\u001b[33m", "\u001b[32m", "\u001b[34m"};
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final Instant start;
    private final List<String> deployments;
    private final boolean colour;

    /** @param deployments in the order of their colours */
    public Console(PrintStream out, Instant start, List<String> deployments, boolean colour) {
        this.out = out;
        this.start = start;
        this.deployments = List.copyOf(deployments);
        this.colour = colour;
    }

    public synchronized void event(Timeline.Event event) {
        String id = event.deployment().orElse("");
        out.printf(
                Locale.ROOT,
                "%6.1f s  %s  %s%n",
                Duration.between(start, event.at()).toMillis() / 1000.0,
                painted(id, String.format("%-10s", id)),
                event.text());
    }

    public synchronized void heading(String text) {
        out.println();
        out.println(colour ? "\u001b[1m" + text + RESET : text);
    }

    public synchronized void line(String text) {
        out.println(text);
    }

    private String painted(String id, String text) {
        int index = deployments.indexOf(id);
        return colour && index >= 0 ? COLOURS[index % COLOURS.length] + text + RESET : text;
    }
}
