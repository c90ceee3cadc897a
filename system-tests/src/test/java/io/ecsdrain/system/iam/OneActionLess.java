package io.ecsdrain.system.iam;

import io.ecsdrain.system.iam.Evaluator.Less;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table of what each action is there for: the calls that are denied without it. */
final class OneActionLess {

    private static final String HEAD = """
            # One action less

            Each row takes one action out of one statement of the policies, and lists the calls that are then denied. The judge is
            `@cloud-copilot/iam-simulate`, an evaluator from outside this project. `LeastPrivilegeTest` makes this page. It fails if a row
            has no denied call, or if this page is not current (`-Dgolden.update=true` rewrites it). The policies are those of
            `evidence=log`. [permissions.md](permissions.md) says what each action is for.

            | actor | statement | without | denied |
            |---|---|---|---|
            """;

    private final List<Less> rows;

    OneActionLess(List<Less> rows) {
        this.rows = rows;
    }

    String text() {
        return rows.stream().map(OneActionLess::row).collect(Collectors.joining("", HEAD, ""));
    }

    /** Writes it to {@code target}, and to {@code committed} if that is wished for; returns what is committed then. */
    String committed(Path committed) throws IOException {
        Files.writeString(Path.of("target/one-action-less.md"), text());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(committed, text());
        }
        return Files.exists(committed) ? Files.readString(committed) : "";
    }

    private static String row(Less less) {
        String denied = less.denied().stream()
                .map(Question::operation)
                .distinct()
                .sorted()
                .map(operation -> "`" + operation + "`")
                .collect(Collectors.joining(", "));
        return "| %s | %s | `%s` | %s |\n".formatted(less.actor(), less.sid(), less.action(), denied);
    }
}
