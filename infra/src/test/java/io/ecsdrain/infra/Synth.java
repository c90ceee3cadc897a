package io.ecsdrain.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Stacks as {@link InfraApp} makes them, each context once for all tests, with an empty file in the jar's place. */
final class Synth {

    static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";
    static final String ROLE = "arn:aws:iam::123456789012:role/app-task";

    private static final Path FOLDER = Path.of("target", "synth");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter(" ", "\n");
    /** One value a line, so that a difference is a line. */
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES);

    /** Such as a Ref, on a line of its own: CloudFormation takes a template of so many bytes and no more. */
    private static final Pattern ONE_PAIR = Pattern.compile("\\{\\s+(\"[^\"]*\": \"[^\"]*\")\\s+}");

    private static final Map<Map<String, Object>, Synth> DONE = new ConcurrentHashMap<>();

    private final Stack stack;
    private final JsonNode template;
    private final Template assertions;

    private Synth(Map<String, Object> context, Function<App, Stack> define) {
        App app = new App(AppProps.builder()
                .context(context)
                .analyticsReporting(false)
                .outdir(fresh().toString())
                .build());
        stack = define.apply(app);
        Aspects.of(stack).add(new AwsSolutionsChecks());
        try {
            Path file = Path.of(app.synth().getStackByName(stack.getStackName()).getTemplateFullPath());
            template = JSON.readTree(file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        assertions = Template.fromStack(stack);
    }

    /** For the name {@code app} of the cluster {@code main}, with {@code given} beside it or in its place. */
    static Synth of(Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>(Map.of("cluster", "main", "deploymentName", "app"));
        context.putAll(given);
        context.put("reaperJar", jar().toString());
        return DONE.computeIfAbsent(context, once -> new Synth(once, InfraApp::define));
    }

    static Synth baseline() {
        return of(Map.of("stack", "baseline"));
    }

    static Synth plainTemplate() {
        return DONE.computeIfAbsent(
                Map.of("template", "plain"), once -> new Synth(Map.of(), app -> new ReaperTemplate(app, "EcsDrain")));
    }

    Stack stack() {
        return stack;
    }

    Template template() {
        return assertions;
    }

    /** The template as it is written, assets' fingerprints aside. */
    String text() {
        try {
            return ONE_PAIR.matcher(JSON.writer(PRETTY).writeValueAsString(template))
                            .replaceAll("{$1}")
                            .replaceAll("[0-9a-f]{64}", "ASSET")
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    JsonNode json() {
        return template;
    }

    /** The statements of the policies of {@code type} whose logical ids begin like {@code prefix}. */
    List<JsonNode> statements(String type, String prefix) {
        return resources(type)
                .filter(resource -> resource.getKey().startsWith(prefix))
                .flatMap(resource -> stream(resource.getValue().at("/Properties/PolicyDocument/Statement")))
                .toList();
    }

    Stream<Map.Entry<String, JsonNode>> resources(String type) {
        return template.get("Resources").properties().stream()
                .filter(resource -> type.equals(resource.getValue().get("Type").textValue()));
    }

    /** One string or many, as policies write both. */
    static List<String> strings(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? stream(oneOrMany).map(Synth::string).toList() : List.of(string(oneOrMany));
    }

    private static String string(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Path jar() {
        try {
            Files.createDirectories(FOLDER);
            return Files.write(FOLDER.resolve("reaper.jar"), new byte[0]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path fresh() {
        try {
            return Files.createTempDirectory(Files.createDirectories(FOLDER), "cdk");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
