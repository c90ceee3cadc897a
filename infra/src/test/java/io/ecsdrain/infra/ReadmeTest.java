package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents name what there is. */
class ReadmeTest {

    @Test
    void theReadmesTableHasEveryContextKeyAndNoOther() throws IOException {
        String section = Files.readString(Path.of("README.md"))
                .replaceAll("(?s)^.*\n## Context keys\n", "")
                .replaceAll("(?s)\n\\| profile \\|.*$", "");

        List<String> keys = Pattern.compile("(?m)^\\| (`.*?`) \\|")
                .matcher(section)
                .results()
                .map(MatchResult::group)
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(key -> key.group(1))
                .toList();

        assertThat(keys).containsExactlyInAnyOrderElementsOf(ContextKeys.ALL);
    }

    @Test
    void theTemplatesRequiredParametersAreGivenWhereverItIsUsed() throws IOException {
        String attach = Files.readString(Path.of("../docs/attach.md"));
        Iterator<String> parameters = new ObjectMapper()
                .readTree(Path.of("reaper.template.json").toFile()).get("Parameters").properties().stream()
                        .filter(parameter -> !parameter.getValue().has("Default"))
                        .map(parameter -> parameter.getKey())
                        .iterator();

        assertThat(parameters).toIterable().isNotEmpty().allSatisfy(parameter -> assertThat(attach)
                .containsPattern(parameter + "=[a-z]")
                .containsPattern(parameter + " +="));
    }
}
