package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The three streams of a program and whether a person sits before them.
 *
 * @param out the result, and with {@code --output json} nothing else
 * @param err progress, remarks, problems
 * @param in what a person answers
 * @param interactive whether it makes sense to ask
 */
public record Console(PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive) {

    /** To a terminal: go to the first place, clear from here to the end of the line, or of the screen. */
    private static final String HOME = "\u001b[H";

    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_OF_SCREEN = "\u001b[J";

    /** One line to stderr, at once; what it quotes of others is escaped. */
    public void note(String line) {
        err.println(Printable.line(line));
        err.flush();
    }

    /** One text to stdout, at once. */
    public void result(String text) {
        out.println(text);
        out.flush();
    }

    /** One line to stdout, at once; what it quotes of others is escaped. */
    public void line(String line) {
        out.println(Printable.line(line));
        out.flush();
    }

    /** Whether stdout is read no more, as that of {@code watch | head}. */
    public boolean isUnread() {
        return out.checkError();
    }

    /** Draws these lines, which hold nothing unescaped, over what a terminal shows. */
    public void redraw(List<String> lines) {
        StringBuilder screen = new StringBuilder(HOME);
        lines.forEach(line -> screen.append(line).append(END_OF_LINE).append('\n'));
        out.print(screen.append(END_OF_SCREEN));
        out.flush();
    }

    /** Asks on stderr; only {@code y} or {@code yes} is a yes. Without a person before it the answer is yes. */
    public boolean agrees(String question) {
        if (!interactive) {
            return true;
        }
        err.print(Printable.line(question) + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && answer.trim().matches("(?i)y|yes");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
