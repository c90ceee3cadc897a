package io.ecsdrain.system.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * CloudFormation, Terraform and both CDK variants say what the JSON fragment says, each read by its own language's
 * parser.
 */
@NeedsNode
class FragmentVariantsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CHECK = Path.of("target", "fragments-check");

    private static JsonNode variants;

    @BeforeAll
    static void read() throws Exception {
        Files.createDirectories(CHECK);
        for (String file : List.of("package.json", "package-lock.json", "agree.mjs")) {
            Files.copy(Path.of("src/test/fragments", file), CHECK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(CHECK.resolve("node_modules"))) {
            run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        variants = JSON.readTree(
                run("node", "agree.mjs", Fragments.FOLDER.toAbsolutePath().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudformation", "terraform", "typescript"})
    void saysWhatTheJsonFragmentSays(String variant) {
        JsonNode read = variants.get(variant);

        assertThat(read.get("network").asText()).isEqualTo("awsvpc");
        assertThat(inOneForm(read.get("sidecar"))).isEqualTo(inOneForm(Fragments.read("sidecar-container.json")));
        JsonNode additions = Fragments.read("app-container-additions.json");
        assertThat(read.at("/additions/dependsOn")).isEqualTo(additions.get("dependsOn"));
        assertThat(read.at("/additions/variables"))
                .hasSize(1)
                .isEqualTo(JSON.createArrayNode()
                        .add(additions.at("/environment/0/name").asText()));
        assertThat(read.get("policy").toString())
                .isEqualTo("[[\"Allow\",[\"ssm:GetParameter\",\"ssm:GetParameters\"],[\"state\",\"fence\"]]]");
    }

    @Test
    void theJavaVariantCompilesAndSaysTheSame(@TempDir Path classes) throws Exception {
        Path source = Fragments.FOLDER.resolve("DrainSidecar.java");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        // The class path as the tests have it: the JVM's own is a jar that only points to it.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-cp",
                        path,
                        "-proc:none",
                        "-Xlint:all,-path",
                        "-Werror",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(exit).as("%s", said).isZero();
        Stack stack = new Stack();
        FargateTaskDefinition task =
                FargateTaskDefinition.Builder.create(stack, "Task").build();
        ContainerDefinition app = task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("app"))
                        .build());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            Method addTo = loader.loadClass("DrainSidecar")
                    .getMethod(
                            "addTo",
                            TaskDefinition.class,
                            ContainerDefinition.class,
                            ContainerImage.class,
                            String.class,
                            String.class,
                            OptionalInt.class,
                            ILogGroup.class);
            addTo.invoke(
                    null,
                    task,
                    app,
                    ContainerImage.fromRegistry("sidecar"),
                    "myapp",
                    "d1",
                    OptionalInt.of(8080),
                    LogGroup.Builder.create(stack, "Logs").build());
        }
        JsonNode template = JSON.valueToTree(Template.fromStack(stack).toJSON());
        JsonNode containers = template.findValue("ContainerDefinitions");

        assertThat(inOneForm(lowerFirst(containers.get(1))))
                .isEqualTo(inOneForm(Fragments.read("sidecar-container.json")));
        assertThat(containers.get(0).at("/Environment/0/Name").asText()).isEqualTo("DEPLOYMENT_ID");
        JsonNode allowed = template.findValue("PolicyDocument").at("/Statement/0");
        assertThat(allowed.get("Action").toString()).isEqualTo("[\"ssm:GetParameter\",\"ssm:GetParameters\"]");
        assertThat(allowed.get("Resource").toString())
                .containsSubsequence("parameter/apps/myapp/*/state", "parameter/apps/myapp/*/fence");
    }

    /**
     * Without what each language writes its own way: references, the order of variables, and a size with another unit.
     */
    private static Map<String, Object> inOneForm(JsonNode container) {
        ObjectNode one = container.deepCopy();
        one.remove("image");
        Map<String, Object> form = new TreeMap<>();
        List<String> variables = one.get("environment").findValuesAsText("name").stream()
                .sorted()
                .toList();
        form.put("environment", variables);
        one.remove("environment");
        ObjectNode options = (ObjectNode) one.at("/logConfiguration/options");
        form.put(
                "log options",
                options.properties().stream().map(Map.Entry::getKey).sorted().toList());
        options.remove(List.of("awslogs-group", "awslogs-region"));
        if (options.get("max-buffer-size").asText().equals("1048576b")) {
            options.put("max-buffer-size", "1m");
        }
        form.put("all else", one);
        return form;
    }

    private static JsonNode lowerFirst(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode lower = JSON.createObjectNode();
        node.properties().forEach(member -> {
            String name = member.getKey();
            boolean option = name.contains("-");
            String low = option ? name : name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
            JsonNode value = member.getValue();
            if (value.isArray()) {
                var array = JSON.createArrayNode();
                value.forEach(each -> array.add(lowerFirst(each)));
                value = array;
            }
            lower.set(low, lowerFirst(value));
        });
        return lower;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(CHECK.toFile())
                .redirectError(CHECK.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + "\n" + out + read(CHECK.resolve("err")))
                .isZero();
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
