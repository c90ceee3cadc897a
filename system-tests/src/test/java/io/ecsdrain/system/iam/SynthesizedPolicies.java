package io.ecsdrain.system.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ecsdrain.infra.InfraApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The policies of the CDK app's template, as a deployed stack would have them: found by the outputs that name them. */
final class SynthesizedPolicies {

    static final String DEPLOYER = "deployer";
    static final String REAPER = "reaper";
    static final String SIDECAR = "sidecar";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OUTPUTS =
            Map.of(DEPLOYER, "DeployerPolicyArn", REAPER, "ReaperPolicyArn", SIDECAR, "SidecarPolicyArn");
    private static final Map<String, String> PSEUDO_PARAMETERS =
            Map.of("AWS::Partition", "aws", "AWS::Region", "eu-west-1", "AWS::AccountId", "123456789012");

    private SynthesizedPolicies() {}

    /** Runs the app as {@code cdk synth} does; the statements by actor. */
    static Map<String, ArrayNode> of(Path folder, Map<String, String> context)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(context);
        all.put(
                "reaperJar",
                Files.write(folder.resolve("reaper.jar"), new byte[0]).toString());
        all.put("@aws-cdk/aws-iam:minimizePolicies", "false");
        Path out = Files.createTempDirectory(folder, "cdk.out");
        Path said = out.resolve("said");
        ProcessBuilder app = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InfraApp.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        app.environment().put("CDK_CONTEXT_JSON", JSON.writeValueAsString(all));
        app.environment().put("CDK_OUTDIR", out.toString());
        assertThat(app.start().waitFor()).as(Files.readString(said)).isZero();
        JsonNode template = JSON.readTree(Files.readString(template(out)));
        Map<String, ArrayNode> statements = new TreeMap<>();
        OUTPUTS.forEach((actor, output) -> statements.put(actor, statements(template, output)));
        return statements;
    }

    private static Path template(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<Path> templates = files.filter(file -> file.toString().endsWith(".template.json"))
                    .toList();
            assertThat(templates).hasSize(1);
            return templates.get(0);
        }
    }

    private static ArrayNode statements(JsonNode template, String output) {
        String policy =
                template.path("Outputs").path(output).path("Value").path("Ref").asText();
        JsonNode document =
                template.path("Resources").path(policy).path("Properties").path("PolicyDocument");
        JsonNode statements = resolved(document.path("Statement"));
        assertThat(statements).as(output).isInstanceOf(ArrayNode.class).isNotEmpty();
        return (ArrayNode) statements;
    }

    /** Fn::Join and the pseudo parameters, as CloudFormation would put them in; no other function is expected. */
    private static JsonNode resolved(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> all.add(resolved(each)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.has("Fn::Join")) {
            StringBuilder text = new StringBuilder();
            object.path("Fn::Join")
                    .path(1)
                    .forEach(part -> text.append(resolved(part).asText()));
            return TextNode.valueOf(text.toString());
        }
        if (object.has("Ref")) {
            return TextNode.valueOf(PSEUDO_PARAMETERS.get(object.path("Ref").asText()));
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> {
            assertThat(member.getKey()).as("a function of CloudFormation").doesNotStartWith("Fn::");
            all.set(member.getKey(), resolved(member.getValue()));
        });
        return all;
    }
}
