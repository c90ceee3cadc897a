package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the verbs print is what docs/output.schema.json says; {@link TestCloud} holds the output of all other tests
 * against it.
 */
class OutputSchemaTest {

    private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z-]+) +[A-Z]");

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void everyVerbThatPrintsJsonPrintsWhatTheSchemaSays() {
        List<String[]> runs = List.of(
                cloud.deployment("app", "v2"),
                new String[] {"activate", "--deployment-name", "app", "--deployment-id", "v2"},
                new String[] {"rollback", "--deployment-name", "app", "--to", "v1"},
                new String[] {"promote", "v1", "--deployment-name", "app"},
                new String[] {"retire", "v2", "--deployment-name", "app"},
                new String[] {"pin", "v2", "--deployment-name", "app", "--for", "24h"},
                new String[] {"unpin", "v2", "--deployment-name", "app"},
                new String[] {"status"},
                new String[] {"explain"},
                new String[] {"verify"},
                new String[] {"reap"});
        cloud.deploy("app", "v1");
        Set<String> described = new TreeSet<>(Set.of("task-def", "watch"));
        for (String[] arguments : runs) {
            Ran ran = cloud.run(json(arguments));

            assertThat(ran.exit()).as(arguments[0] + ": " + ran.err()).isZero();
            assertThat(OutputSchema.problems(arguments[0], ran.out()))
                    .as(ran.out())
                    .isEmpty();
            described.add(arguments[0]);
        }
        assertThat(described).isEqualTo(verbs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "not there", "dangling"})
    void whatEndsOtherwiseIsDescribedToo(String how) {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        if (how.equals("refused")) {
            assertThat(cloud.run(json("retire", "v2", "--deployment-name", "app"))
                            .exit())
                    .isEqualTo(3);
        } else if (how.equals("not there")) {
            Ran ran = cloud.run(json("retire", "v9", "--deployment-name", "app"));
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
        } else {
            cloud.team.ecs().deleteService(delete -> delete.cluster("prod")
                    .service("svc-app-v1")
                    .force(true));
            assertThat(cloud.run(json("verify")).exit()).isEqualTo(4);
        }
    }

    /** Those that the reaper's own tests hold byte for byte. */
    @Test
    void everyKindOfRunOfTheReaperIsDescribed() throws IOException {
        String runs = Files.readString(Path.of("../reaper/src/test/resources/io/ecsdrain/reaper/report/runs.json"));
        List<String> each = Arrays.stream(runs.split("(?m)^== .*$"))
                .filter(run -> !run.isBlank())
                .toList();

        assertThat(each).hasSizeGreaterThan(3);
        assertThat(each).allSatisfy(run -> assertThat(OutputSchema.problems("reap", run))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a member that it does not know",
                "a member that is missing",
                "a number as text",
                "a count below zero",
                "another version"
            })
    void theSchemaRefuses(String what) throws IOException {
        cloud.deploy("app", "v1");
        JsonNode json = new JsonMapper().readTree(cloud.run(json("status")).out());
        assertThat(OutputSchema.problems("status", json)).isEmpty();
        ObjectNode deployment = (ObjectNode) json.at("/deployments/0");
        switch (what) {
            case "a member that it does not know" -> deployment.put("surprise", 1);
            case "a member that is missing" -> deployment.remove("ready");
            case "a number as text" -> deployment.put("tasks", "2");
            case "a count below zero" -> deployment.put("stopping", -1);
            default -> ((ObjectNode) json).put("schema_version", 2);
        }
        assertThat(OutputSchema.problems("status", json)).hasSize(1);
    }

    private Set<String> verbs() {
        String help = cloud.run("--help").out();
        return LISTED.matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(verb -> verb.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String[] json(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--output", "json"));
        return all.toArray(String[]::new);
    }
}
