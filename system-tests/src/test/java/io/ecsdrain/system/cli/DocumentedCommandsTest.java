package io.ecsdrain.system.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.infra.InfraConfig;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation tells people to type is understood by the real command line and the real CDK app. */
class DocumentedCommandsTest {

    private static final String LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/5/f";
    private static final Pattern VERB = Pattern.compile("\\./drain (?!demo|local|<verb>)([a-z-]+)(.*)");
    private static final Pattern CONTEXT = Pattern.compile("-c '?([A-Za-z]+)=([^ ']*)'?");

    /** What the variables of the documentation stand for. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("CLUSTER", "my-cluster"),
            Map.entry("NAME", "myapp"),
            Map.entry("ID", "20251028-183000-abc1234"),
            Map.entry("ROLLBACK_TO", "20251028-183000-abc1234"),
            Map.entry("CI_COMMIT_SHORT_SHA", "abc12345"),
            Map.entry("LISTENER", LISTENER),
            Map.entry("SUBNETS", "subnet-a,subnet-b"),
            Map.entry("SECURITY_GROUPS", "sg-a"),
            Map.entry("CONTAINER", "app"),
            Map.entry("PORT", "8080"),
            Map.entry("REPOSITORY", "images"));

    @TempDir
    Path folder;

    private Path definition;
    private Path jar;

    @BeforeEach
    void files() throws IOException {
        definition = Files.writeString(
                folder.resolve("task-definition.json"),
                "{\"family\": \"f\", \"networkMode\": \"awsvpc\", \"containerDefinitions\": [{\"name\": \"app\","
                        + " \"image\": \"i\", \"portMappings\": [{\"containerPort\": 8080}]}]}");
        jar = Files.write(folder.resolve("reaper.jar"), new byte[0]);
    }

    static Stream<String> verbs() {
        return Stream.concat(
                        Docs.files().stream().flatMap(file -> Docs.commands(file).stream()),
                        Pipelines.commands().stream())
                .filter(line -> VERB.matcher(line).matches())
                .distinct();
    }

    static Stream<String> synths() {
        return Docs.files().stream()
                .flatMap(file -> Docs.commands(file).stream())
                .filter(line -> line.matches("npx aws-cdk@2 (synth|diff|deploy|destroy) .*"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theCommandLineTakes(String line) {
        StringWriter said = new StringWriter();
        PrintWriter print = new PrintWriter(said, true);
        Console console = new Console(print, print, new BufferedReader(new StringReader("")), false);
        Outside nowhere = new Outside(InstantSource.system(), ConvergeSettings.DEFAULT, target -> {
            throw new IllegalStateException("as far as this test goes");
        });
        Map<String, String> exported = Map.of("CLUSTER", "my-cluster", "DEPLOYMENT_NAME", "myapp");

        int exit = Main.run(words(line.replaceAll(" [|>] .*", "")), exported, console, nowhere);

        assertThat(exit).as(line + "\n" + said).isNotEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("synths")
    void theCdkAppTakes(String line) {
        Map<String, String> context = new HashMap<>(Map.of("reaperJar", jar.toString()));
        CONTEXT.matcher(filled(line)).results().forEach(pair -> context.put(pair.group(1), pair.group(2)));
        assertThat(context).hasSizeGreaterThan(1);
        assertThatCode(() -> InfraConfig.from(context)).as(line).doesNotThrowAnyException();
    }

    @Test
    void thePipelinesDeployInStepsAndAtOnceAndRollBack() {
        List<String> commands = Pipelines.commands();
        assertThat(commands).filteredOn(line -> line.contains(" deploy ")).hasSize(4);
        assertThat(commands).filteredOn(line -> line.contains(" --steps ")).hasSize(2);
        assertThat(commands).filteredOn(line -> line.contains(" rollback ")).hasSize(2);
        assertThat(commands).hasSize(6);
    }

    @Test
    void aReaderOfAdoptMdIsToldEveryValue() {
        String text = Docs.read(Docs.ADOPT);
        Set<String> used = matches(text, "\\$\\{?([A-Z][A-Z_]*)");
        Set<String> set = matches(text, "(?m)^(?:export )?([A-Z][A-Z_]*)=");
        assertThat(used).isNotEmpty();
        assertThat(set).containsAll(used);
    }

    private static Set<String> matches(String text, String pattern) {
        return new TreeSet<>(Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList());
    }

    private String[] words(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(
                filled(line).substring("./drain ".length()).strip().split(" +")));
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).matches("(task-definition|app)\\.json")) {
                words.set(at, definition.toString());
            } else if (words.get(at).matches("[A-Z]{2,}")) {
                // A placeholder such as ID.
                words.set(at, words.get(at).toLowerCase(Locale.ROOT));
            }
        }
        return words.toArray(String[]::new);
    }

    /** With values for variables, substitutions and what stands in angle brackets. */
    private static String filled(String line) {
        String filled = line.replaceAll("\\$\\([^()]*\\)", "x")
                .replaceAll("arn:aws:acm:…", "arn:aws:acm:eu-west-1:123456789012:certificate/1")
                .replaceAll("<ListenerArn>", LISTENER)
                .replaceAll("<[^>]*>", "x");
        return Pattern.compile("\\$\\{?([A-Z_]+)\\}?")
                .matcher(filled)
                .replaceAll((MatchResult name) -> VARIABLES.getOrDefault(name.group(1), name.group(1)))
                .replace("\"", "");
    }
}
