package io.ecsdrain.deployer.report;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.deployer.plan.look.Dangling;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.deployer.plan.verb.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results as people read them. */
public final class Text {

    private Text() {}

    /** What came of it; the actions were shown one by one as they happened. */
    public static String result(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.summary());
        result.url().filter(any -> result.exit() == ExitCode.DONE).ifPresent(url -> lines.add("it answers at " + url));
        result.remarks().forEach(remark -> lines.add("note: " + remark));
        if (!result.left().isEmpty()) {
            lines.add("left as it is (the reaper removes it after the deploy timeout; the same id continues):");
            result.left().forEach(left -> lines.add("  " + left));
        }
        return String.join(System.lineSeparator(), Printable.lines(lines));
    }

    /** What an empty answer says: where was looked, and where the leftovers of deleted ones are found. */
    public static String nothing(String cluster, Optional<String> name) {
        return "no deployments" + name.map(" of "::concat).orElse("") + " in " + cluster
                + "; verify lists what is left of deleted ones";
    }

    /** A table; the live deployment is marked with {@code *}. */
    public static String status(List<StatusRow> rows) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "NAME", "ID", "STATE", "SERVICE", "TASKS", "READY", "AGE", "ROUTES"));
        for (StatusRow row : rows) {
            table.add(List.of(
                    row.live() ? "*" : "",
                    row.key().name(),
                    row.key().id(),
                    row.state(),
                    row.tagState(),
                    tasks(row),
                    row.ready().map(Object::toString).orElse("-"),
                    row.age().map(Text::age).orElse("-"),
                    row.routes()));
        }
        return table(table);
    }

    /** Such as {@code 2/2}, or {@code 0/0 +3 stopping}. */
    static String tasks(StatusRow row) {
        String running = row.tasks().map(Object::toString).orElse("none");
        return running
                + row.desired().map(desired -> "/" + desired).orElse("")
                + (row.stopping() > 0 ? " +" + row.stopping() + " stopping" : "");
    }

    public static String verify(Dangling.Findings findings) {
        if (findings.dangling().isEmpty()) {
            return findings.unread().isEmpty() ? "nothing dangles" : "nothing dangles among what could be read";
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("NAME", "ID", "KIND", "CREATED", "WHAT"));
        for (Dangling found : findings.dangling()) {
            table.add(List.of(
                    found.key().name(),
                    found.key().id(),
                    found.kind(),
                    found.createdAt().orElse("-"),
                    found.id()));
        }
        return table(table);
    }

    /** The two largest units: {@code 3d 4h}, {@code 2h 5m}, {@code 7m 12s}, {@code 9s}. */
    static String age(Duration age) {
        return Elapsed.of(age);
    }

    private static String table(List<List<String>> foreign) {
        List<List<String>> rows = foreign.stream()
                .map(row -> row.stream().map(Printable::cell).toList())
                .toList();
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }
}
