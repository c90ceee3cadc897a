import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plants the known bugs one by one in a copy of the tree and runs the test that must find each: {@code java
 * system-tests/mutants/Mutants.java [NAME...]} in the root of the tree. A mutant that says {@code histories: N} must be found by
 * the first N random histories as well. Ends with 1 if one survives.
 */
public final class Mutants {

    private static final String HISTORIES = "HistoriesTest#nothingForbiddenEverHappensAndAllEndsInOneLiveDeployment";

    private record Mutant(
            String name, String what, Path file, String module, String test, int histories, String from, String to) {

        static Mutant read(Path path) throws IOException {
            String text = Files.readString(path);
            String name = path.getFileName().toString().replace(".mutant", "");
            int from = text.indexOf("\nfrom:\n");
            int to = text.indexOf("\nto:\n");
            String head = text.substring(0, from + 1);
            return new Mutant(
                    name,
                    field(head, "what").orElseThrow(),
                    Path.of(field(head, "file").orElseThrow()),
                    field(head, "module").orElseThrow(),
                    field(head, "test").orElseThrow(),
                    field(head, "histories").map(Integer::valueOf).orElse(0),
                    text.substring(from + 7, to),
                    text.substring(to + 5).replaceFirst("\n$", ""));
        }

        private static Optional<String> field(String head, String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }
    }

    public static void main(String[] wanted) throws Exception {
        Path root = Path.of("").toAbsolutePath();
        List<Mutant> mutants = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("system-tests/mutants"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".mutant")).sorted().toList()) {
                mutants.add(Mutant.read(file));
            }
        }
        mutants.removeIf(mutant -> wanted.length > 0 && !List.of(wanted).contains(mutant.name()));
        if (mutants.isEmpty()) {
            System.err.println("no mutant of that name: " + String.join(" ", wanted));
            System.exit(2);
        }
        Path copy = Files.createTempDirectory("mutants");
        copy(root, copy);
        passWithoutBug(copy, mutants);
        int survivors = 0;
        for (Mutant mutant : mutants) {
            boolean caught = isCaught(copy, mutant);
            System.out.println((caught ? "caught    " : "SURVIVED  ") + mutant.name() + ": " + mutant.what());
            survivors += caught ? 0 : 1;
        }
        run(copy, "rm", "-rf", copy.toString());
        System.out.println(mutants.size() - survivors + " of " + mutants.size() + " caught");
        System.exit(survivors == 0 ? 0 : 1);
    }

    private static void copy(Path root, Path copy) throws Exception {
        Process files = new ProcessBuilder("sh", "-c", "git ls-files -z | tar -c --null -T - | tar -x -C " + copy)
                .directory(root.toFile())
                .inheritIO()
                .start();
        if (files.waitFor() != 0) {
            throw new IOException("the tree could not be copied");
        }
    }

    /** All tests together, once: a test that fails anyway proves nothing. */
    private static void passWithoutBug(Path copy, List<Mutant> mutants) throws Exception {
        int histories = mutants.stream().mapToInt(Mutant::histories).max().orElse(0);
        Stream<String> modules = mutants.stream().map(Mutant::module);
        Stream<String> tests = mutants.stream().map(Mutant::test);
        boolean fails = histories == 0
                ? fails(copy, joined(modules), joined(tests), 0)
                : fails(
                        copy,
                        joined(Stream.concat(modules, Stream.of("system-tests"))),
                        joined(Stream.concat(tests, Stream.of(HISTORIES))),
                        histories);
        if (fails) {
            throw new IOException("a test fails without any bug, see " + copy + "/log");
        }
    }

    private static String joined(Stream<String> parts) {
        return parts.distinct().collect(Collectors.joining(","));
    }

    private static boolean isCaught(Path copy, Mutant mutant) throws Exception {
        Path file = copy.resolve(mutant.file());
        String healthy = Files.readString(file);
        if (healthy.split(java.util.regex.Pattern.quote(mutant.from()), -1).length != 2) {
            throw new IOException(mutant.name() + ": its text is not there exactly once in " + mutant.file());
        }
        Files.writeString(file, healthy.replace(mutant.from(), mutant.to()));
        try {
            return fails(copy, mutant.module(), mutant.test(), 0)
                    && (mutant.histories() == 0 || fails(copy, "system-tests", HISTORIES, mutant.histories()));
        } finally {
            Files.writeString(file, healthy);
        }
    }

    /** Whether a test fails; what does not even compile proves nothing. */
    private static boolean fails(Path copy, String modules, String tests, int histories) throws Exception {
        int end = run(
                copy, "mvn", "-q", "-B", "-o", "-ntp", "-pl", modules, "-am", "test", "-Dtest=" + tests,
                "-Ddrain.histories=" + histories, "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dspotless.check.skip=true");
        // Surefire's own word for a test that failed or ended in an exception.
        if (end != 0 && !Files.readString(copy.resolve("log")).contains(" <<< ")) {
            throw new IOException("it ended with " + end + " and no test failed, see " + copy + "/log");
        }
        return end != 0;
    }

    private static int run(Path directory, String... command) throws Exception {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start()
                .waitFor();
    }
}
