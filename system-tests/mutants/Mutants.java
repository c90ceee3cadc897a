import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Path copy = Files.createTempDirectory("mutants");
        copy(root, copy);
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

    /** The test passes without the bug and fails with it; a bug that does not compile proves nothing. */
    private static boolean isCaught(Path copy, Mutant mutant) throws Exception {
        Path file = copy.resolve(mutant.file());
        String healthy = Files.readString(file);
        if (healthy.split(java.util.regex.Pattern.quote(mutant.from()), -1).length != 2) {
            throw new IOException(mutant.name() + ": its text is not there exactly once in " + mutant.file());
        }
        List<List<String>> tests = tests(mutant);
        for (List<String> test : tests) {
            if (maven(copy, "test", test) != 0) {
                throw new IOException(mutant.name() + ": its test fails without the bug, see " + copy + "/log");
            }
        }
        Files.writeString(file, healthy.replace(mutant.from(), mutant.to()));
        try {
            boolean caught = true;
            for (List<String> test : tests) {
                if (maven(copy, "test-compile", test) != 0) {
                    throw new IOException(mutant.name() + ": does not compile, see " + copy + "/log");
                }
                caught &= maven(copy, "test", test) != 0;
            }
            return caught;
        } finally {
            Files.writeString(file, healthy);
        }
    }

    private static List<List<String>> tests(Mutant mutant) {
        List<List<String>> tests = new ArrayList<>();
        tests.add(List.of("-pl", mutant.module(), "-Dtest=" + mutant.test()));
        if (mutant.histories() > 0) {
            tests.add(List.of("-pl", "system-tests", "-Dtest=" + HISTORIES, "-Ddrain.histories=" + mutant.histories()));
        }
        return tests;
    }

    private static int maven(Path copy, String phase, List<String> which) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "mvn", "-q", "-B", "-o", "-ntp", "-am", phase, "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dspotless.check.skip=true"));
        command.addAll(which);
        return run(copy, command.toArray(String[]::new));
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
