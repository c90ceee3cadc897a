package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What CloudFormation gets, line by line; the README says how to take a meant change over. */
@NeedsNode
class GoldenTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "ecsdrain", "infra");

    /** {@code -Dgolden.update=true} writes what is made instead of comparing with it; look at it with git diff. */
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @Test
    void aReaperForWhatIsThere() throws IOException {
        Synth synth = Synth.of(Map.of("listenerArn", Synth.LISTENER, "passRoles", Synth.ROLE));

        same(synth, FOLDER.resolve("reaper.json"));
    }

    @Test
    void aReaperForEveryName() throws IOException {
        same(Synth.of(Map.of("deploymentName", "*")), FOLDER.resolve("every-name.json"));
    }

    @Test
    void everythingFromNothing() throws IOException {
        same(Synth.baseline(), FOLDER.resolve("baseline.json"));
    }

    @Test
    void theTemplateForThoseWithoutCdkIsMadeFromTheSameCode() throws IOException {
        same(Synth.plainTemplate(), Path.of("reaper.template.json"));
    }

    /** Beyond it a template goes by way of a bucket. */
    @Test
    void thatTemplateIsSmallEnoughToBeSentAsItIs() {
        assertThat(Synth.plainTemplate().text().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(51_200);
    }

    @Test
    void thatTemplateNeedsNothingOfACdkBootstrap() {
        assertThat(Synth.plainTemplate().text())
                .doesNotContain("cdk-hnb659fds")
                .doesNotContain("BootstrapVersion")
                .doesNotContain("ASSET");
    }

    private static void same(Synth synth, Path golden) throws IOException {
        if (UPDATE) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, synth.text());
        }
        List<String> expected = Files.readAllLines(golden, StandardCharsets.UTF_8);
        Path made = Synth.fresh().resolve(golden.getFileName());
        Files.writeString(made, synth.text());
        // Of files AssertJ shows only the lines that differ, with their numbers.
        assertThat(expected).as("%s is there and not empty", golden).isNotEmpty();
        assertThat(made)
                .as("%s is what the code makes; if the change is meant: see 'Golden templates' in the README", golden)
                .hasSameTextualContentAs(golden, StandardCharsets.UTF_8);
    }
}
