package io.ecsdrain.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that is longer is more than one thing. */
class SizeTest {

    private static final Path ROOT = Path.of("..");
    private static final int MOST_LINES = 300;

    @Test
    void noFileOfAProgramIsLongerThanAPersonReads() throws IOException {
        PathMatcher main = FileSystems.getDefault().getPathMatcher("glob:../*/src/main/java/**.java");
        try (Stream<Path> files = Files.walk(ROOT).filter(main::matches)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(500);
            assertThat(all)
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}
