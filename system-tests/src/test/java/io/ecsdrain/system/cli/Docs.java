package io.ecsdrain.system.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shell commands of the documentation, one line each, as a reader would paste them. */
final class Docs {

    static final Path ADOPT = Path.of("../docs/adopt.md");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\\n(.*?)^ *```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)^    ((?:\\./drain|npx) .*(?:\\\\\\n.*)*)$");
    private static final Pattern INLINE = Pattern.compile("`(\\./drain [a-z-]+ [^`]*)`");

    private Docs() {}

    static List<Path> files() {
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            List<Path> all = new ArrayList<>(List.of(
                    Path.of("../README.md"),
                    Path.of("../examples/ci/README.md"),
                    Path.of("../infra/README.md"),
                    Path.of("../infra/acceptance/README.md")));
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What stands in shell blocks, in indented commands and between backticks; continued lines are one. */
    static List<String> commands(Path file) {
        String text = read(file);
        List<String> lines = new ArrayList<>();
        Stream.of(BLOCK, INDENTED, INLINE)
                .flatMap(pattern -> pattern.matcher(text).results())
                .flatMap(found -> found.group(1).replaceAll("\\\\\\n *", "").lines())
                .map(line -> line.replaceAll("\\s+#.*$", "").strip())
                .forEach(lines::add);
        return lines;
    }
}
