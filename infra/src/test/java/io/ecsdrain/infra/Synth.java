package io.ecsdrain.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** Builds the stack as {@link InfraApp} does, from a context, with an empty file in the jar's place. */
final class Synth {

    private Synth() {}

    static DrainStack stack(Path folder, Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>(Map.of("profile", "production", "cluster", "main"));
        context.putAll(given);
        context.put("reaperJar", jar(folder).toString());
        return InfraApp.define(new App(AppProps.builder()
                .context(context)
                .outdir(folder.resolve("cdk.out").toString())
                .build()));
    }

    /** The statements of a managed policy, found by how its logical id begins, as CloudFormation gets them. */
    static List<Map<String, Object>> statements(Template template, String policy) {
        ObjectMapper json = new ObjectMapper();
        return template.findResources("AWS::IAM::ManagedPolicy").entrySet().stream()
                .filter(found -> found.getKey().startsWith(policy))
                .map(found -> json.valueToTree(found.getValue()).at("/Properties/PolicyDocument/Statement"))
                .flatMap(statements -> StreamSupport.stream(statements.spliterator(), false))
                .map(statement -> json.convertValue(statement, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    static List<?> list(Object oneOrMany) {
        return oneOrMany instanceof List<?> many ? many : List.of(oneOrMany);
    }

    private static Path jar(Path folder) {
        try {
            return Files.write(folder.resolve("reaper.jar"), new byte[0]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
