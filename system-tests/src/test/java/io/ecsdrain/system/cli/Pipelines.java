package io.ecsdrain.system.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pipelines of {@code examples/ci} call, as {@code ./drain} lines. */
final class Pipelines {

    private static final Path GITHUB = Path.of("../examples/ci/github.yml");
    private static final Path GITLAB = Path.of("../examples/ci/gitlab.yml");
    private static final Path ACTION = Path.of("../action.yml");

    private static final Pattern EITHER = Pattern.compile("\\$\\{\\{ .* && '(.*)' \\|\\| '(.*)' }}");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (?:vars|inputs)\\.([A-Za-z_-]+) }}");

    /** In place of the program it prints its arguments on one line. */
    private static final String PRINTER = "drain() { echo \"./drain $*\" >&2; }\n";

    private Pipelines() {}

    static List<String> commands() {
        List<String> all = new ArrayList<>();
        read(GITHUB).path("jobs").forEach(job -> job.path("steps").forEach(step -> {
            if (step.path("uses").asText().contains("/ecs-drain@")) {
                all.addAll(ofAction(step.path("with")));
            }
        }));
        JsonNode pipeline = read(GITLAB);
        pipeline.properties().forEach(job -> {
            // Not the templates, nor what is no job.
            if (!job.getKey().startsWith(".") && job.getValue().has("extends")) {
                all.addAll(ofJob(pipeline, job.getValue()));
            }
        });
        return all;
    }

    /** More than one where the flags depend on what started the workflow. */
    private static List<String> ofAction(JsonNode with) {
        Matcher either = EITHER.matcher(with.path("arguments").asText());
        return either.matches()
                ? List.of(called(with, either.group(1)), called(with, either.group(2)))
                : List.of(called(with, with.path("arguments").asText()));
    }

    /** The Action's own script, which makes flags of its inputs. */
    private static String called(JsonNode with, String arguments) {
        JsonNode action = read(ACTION);
        with.fieldNames().forEachRemaining(input -> {
            if (!action.path("inputs").has(input)) {
                throw new AssertionError("action.yml has no input " + input);
            }
        });
        JsonNode step = action.path("runs").path("steps").path(1);
        ProcessBuilder shell = new ProcessBuilder(
                "bash", "-e", "-o", "pipefail", "-c", PRINTER + step.path("run").asText());
        Map<String, String> environment = shell.environment();
        step.path("env").properties().forEach(each -> {
            String input = each.getValue().asText().replaceAll("\\$\\{\\{ inputs\\.(.*) }}", "$1");
            String value = with.path(input)
                    .asText(action.path("inputs").path(input).path("default").asText());
            environment.put(each.getKey(), input.equals("arguments") ? arguments : plain(value));
        });
        environment.putAll(Map.of("RUNNER_TEMP", "target", "GITHUB_OUTPUT", "/dev/null", "GITHUB_SHA", "abc1234def"));
        return firstOf(shell);
    }

    /** A variable of the repository stands for itself, as a shell's would. */
    private static String plain(String value) {
        return EXPRESSION
                .matcher(value)
                .replaceAll(found -> "\\$" + found.group(1).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String firstOf(ProcessBuilder shell) {
        try {
            Process process = shell.start();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("./drain "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("action.yml calls no drain: " + said));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<String> ofJob(JsonNode pipeline, JsonNode job) {
        List<String> lines = new ArrayList<>();
        script(pipeline, job).forEach(line -> {
            if (line.asText().startsWith("drain ")) {
                String steps = job.path("variables").path("STEPS").asText();
                lines.add("./" + line.asText().strip().replace("$STEPS", steps));
            }
        });
        return lines;
    }

    /** Its own, or that of the template which it extends. */
    private static JsonNode script(JsonNode pipeline, JsonNode job) {
        return job.has("script")
                ? job.path("script")
                : script(pipeline, pipeline.required(job.required("extends").asText()));
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
