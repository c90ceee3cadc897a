package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every name that users and other programs rely on, held against a golden file and against the prose. */
class ContractNamesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/ecsdrain/contract/names.txt");
    private static final Path PROSE = Path.of("../docs/contract.md");

    private static List<String> names() {
        DeploymentKey key = new DeploymentKey("myapp", "20251028-183000-abc1234");
        return List.of(
                "service " + key.serviceName(),
                "state parameter " + key.stateParameter(),
                "fence " + key.fenceParameter(),
                "register " + ParameterPaths.live("myapp"),
                "path " + ParameterPaths.under("myapp"),
                "parameter values " + words(DeploymentState.values()),
                "tag state values " + words(TagState.values()),
                "tags "
                        + String.join(
                                " ",
                                Tags.DEPLOYMENT_NAME,
                                Tags.DEPLOYMENT_ID,
                                Tags.STATE,
                                Tags.DRAIN_STARTED_AT,
                                Tags.DRAIN_SEEN,
                                Tags.CREATED_AT,
                                Tags.PARKED_AT,
                                Tags.DESIRED_COUNT,
                                Tags.DEREGISTRATION_DELAY,
                                Tags.SCALING_WAS,
                                Tags.SCALING_BOUNDS,
                                Tags.REBALANCING_WAS),
                "metric " + ShutdownReadyMetric.NAMESPACE + " " + ShutdownReadyMetric.NAME + " "
                        + ShutdownReadyMetric.UNIT + " " + String.join(" ", ShutdownReadyMetric.DIMENSIONS),
                "parking " + Parking.CONDITION_FIELD + " " + Parking.NO_CLIENT,
                "exit "
                        + Arrays.stream(ExitCode.values())
                                .map(code -> code.name() + "=" + code.status())
                                .collect(Collectors.joining(" ")),
                "names " + Names.PATTERN);
    }

    private static String words(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase()).collect(Collectors.joining(" "));
    }

    @Test
    void theNamesAreThoseOfTheGoldenFile() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, names());
        }
        assertThat(names()).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void theProseNamesThemAll() throws IOException {
        String prose = Files.readString(PROSE);
        for (String line : Files.readAllLines(GOLDEN)) {
            String values = line.replaceFirst(
                    "^(service|state parameter|fence|register|path|parameter values|tag state values|tags|metric|parking|exit|names) ",
                    "");
            for (String word : values.split(" ")) {
                String written = word.contains("=")
                        ? word.substring(word.indexOf('=') + 1)
                        : word.replace("myapp", "<deployment_name>")
                                .replace("20251028-183000-abc1234", "<deployment_id>");
                assertThat(prose).as(line).contains(written);
            }
        }
    }
}
