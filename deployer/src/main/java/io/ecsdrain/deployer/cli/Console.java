package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * The three streams of a program and whether a person sits before them.
 *
 * @param out the result, and with {@code --output json} nothing else
 * @param err progress, remarks, problems
 * @param in what a person answers
 * @param interactive whether it makes sense to ask
 */
public record Console(PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive) {

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
