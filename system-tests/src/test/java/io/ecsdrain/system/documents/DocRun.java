package io.ecsdrain.system.documents;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs commands of a document in their order, in one shell. Each must end with 0, must set no variable to nothing, must
 * start no AWS CLI that fails (a substitution hides its status), and must say what the document shows.
 */
final class DocRun implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern ASSIGNED = Pattern.compile("(?m)(?:^|^export | )([A-Z][A-Z_]*)=");

    private final DocShell shell;
    private final Path failures;
    private final Map<String, String> fillings = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Map<String, Between> between = new LinkedHashMap<>();
    private final TreeSet<String> unused = new TreeSet<>();

    /** What happens between two commands without the document saying how, such as a script of the reader's own. */
    @FunctionalInterface
    interface Between {
        void happens() throws Exception;
    }

    /** @param failures where the tools note each AWS CLI that failed */
    DocRun(DocShell shell, Path failures) {
        this.shell = shell;
        this.failures = failures;
    }

    /** In the place of {@code placeholder} the reader types {@code value}. */
    DocRun fill(String placeholder, String value) {
        unused.add(placeholder);
        fillings.put(placeholder, value);
        return this;
    }

    /** The command that begins so says, at once or soon, what {@code pattern} is found in. */
    DocRun shows(String command, String pattern) {
        unused.add(command);
        shown.put(command, pattern);
        return this;
    }

    /** Before the command that begins so. */
    DocRun before(String command, Between happens) {
        unused.add(command);
        between.put(command, happens);
        return this;
    }

    /** @throws AssertionError naming file and line of the first command that is not as it should be */
    void all(List<DocCommand> commands) throws Exception {
        for (DocCommand command : commands) {
            for (Map.Entry<String, Between> each : between.entrySet()) {
                if (begins(command, each.getKey())) {
                    each.getValue().happens();
                }
            }
            run(command);
        }
        if (!unused.isEmpty()) {
            throw new AssertionError("nothing in the document needs " + unused);
        }
    }

    private boolean begins(DocCommand command, String words) {
        boolean begins = command.text().startsWith(words);
        if (begins) {
            unused.remove(words);
        }
        return begins;
    }

    private void run(DocCommand command) throws IOException {
        DocShell.Ended ended = ended(command);
        List<String> wrong = new ArrayList<>();
        if (ended.status() != 0 || ended.over()) {
            wrong.add((ended.over() ? "the shell ended with " : "ended with ") + ended.status());
        }
        if (Files.exists(failures)) {
            wrong.addAll(Files.readAllLines(failures));
        }
        if (wrong.isEmpty()) {
            assigned(command)
                    .filter(variable -> List.of("", "None").contains(value(variable)))
                    .forEach(variable -> wrong.add("sets " + variable + " to nothing"));
            shown.entrySet().stream()
                    .filter(each -> begins(command, each.getKey()) && !says(each.getValue()))
                    .forEach(each -> wrong.add("does not say " + each.getValue()));
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    command.where() + ": " + String.join("; ", wrong) + "\n$ " + command.text() + "\n" + shell.said());
        }
    }

    private DocShell.Ended ended(DocCommand command) throws IOException {
        try {
            return shell.run(filled(command.text()));
        } catch (AssertionError endless) {
            throw new AssertionError(command.where() + ": " + endless.getMessage() + "\n$ " + command.text(), endless);
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : fillings.entrySet()) {
            if (filled.contains(each.getKey())) {
                unused.remove(each.getKey());
                filled = filled.replace(each.getKey(), each.getValue());
            }
        }
        return filled;
    }

    /** Of the first line: what follows is a here-document. */
    private static Stream<String> assigned(DocCommand command) {
        String first = command.text().lines().findFirst().orElseThrow();
        return first.matches("(export )?[A-Z][A-Z_]*=.*")
                ? ASSIGNED.matcher(first.replaceAll("\\$\\(.*|\"[^\"]*\"", "x"))
                        .results()
                        .map(each -> each.group(1))
                : Stream.empty();
    }

    private String value(String variable) {
        try {
            return shell.value(variable);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean says(String pattern) {
        try {
            await().atMost(pattern.startsWith("ready ") ? SOON : Duration.ofSeconds(1))
                    .until(() -> Pattern.compile(pattern).matcher(shell.said()).find());
            return true;
        } catch (ConditionTimeoutException silent) {
            return false;
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
