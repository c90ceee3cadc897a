package io.ecsdrain.bench.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.bench.MeasuredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement replaces figures and nothing that was written by hand. */
class SectionTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final String BELOW = "(?s)(<!-- measured: [^\n]*\n).*?(<!-- end of )";

    private static final Acting.Taken TAKEN = new Acting.Taken(Shape.busy(20, 2), 0, Acting.Step.RETIRE, 10, 13_579);

    @TempDir
    private Path folder;

    private static Trial.Runs runs(long calls) {
        Measured run = new Measured(Shape.busy(1, 10), Map.of("ListServices", calls), 0, 0, 0.5, 1 << 20, "");
        return new Trial.Runs(run, run);
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve(MeasuredFile.NAME));
    }

    @Test
    void writesItsFiguresBetweenTheMarksAndLeavesAllElseAsItIs() throws IOException {
        String before = Files.readString(DOCS.resolve(MeasuredFile.NAME));
        Files.writeString(folder.resolve(MeasuredFile.NAME), before);
        Section.in(folder).write(List.of(runs(12_345)), List.of(runs(67_890)), List.of(TAKEN));
        assertThat(written().replaceAll(BELOW, "$1$2")).isEqualTo(before.replaceAll(BELOW, "$1$2"));
        assertThat(written())
                .contains("Taken on a machine")
                .containsOnlyOnce("| 12345 |")
                .containsOnlyOnce("| 67890 |")
                .containsOnlyOnce("| 13579 |");
        assertThat(folder.resolve(Section.PICTURE)).exists();
    }

    @Test
    void writesTheSameTwiceForTheSameFigures() throws IOException {
        Files.copy(DOCS.resolve(MeasuredFile.NAME), folder.resolve(MeasuredFile.NAME));
        Section.in(folder).write(List.of(runs(1)), List.of(runs(2)), List.of(TAKEN));
        String once = written();
        Section.in(folder).write(List.of(runs(1)), List.of(runs(2)), List.of(TAKEN));
        assertThat(written()).isEqualTo(once);
    }

    @Test
    void aMissingMarkIsToldByNameAndBeforeAnythingIsMeasured() throws Exception {
        Files.writeString(
                folder.resolve(MeasuredFile.NAME),
                "<!-- measured: reaper budgets -->\n<!-- end of reaper budgets -->\n");
        assertThatThrownBy(() -> Section.in(folder))
                .hasMessage("benchmarks.md must hold the line <!-- measured: reaper growth -->"
                        + " and below it <!-- end of reaper growth -->");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(ReaperBench.run(List.of(elsewhere.toString()), new PrintStream(out)))
                .isEqualTo(2);
        assertThat(out.toString().strip())
                .isEqualTo("there is no " + elsewhere.resolve("benchmarks.md")
                        + "; name the folder that holds benchmarks.md");
    }
}
