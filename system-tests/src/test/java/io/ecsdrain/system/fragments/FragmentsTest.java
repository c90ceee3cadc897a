package io.ecsdrain.system.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.sidecar.SidecarConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

class FragmentsTest {

    private final JsonNode sidecar = Fragments.read("sidecar-container.json");

    @Test
    void everyMemberIsOneThatEcsKnows() {
        assertThat(unknownMembers("", sidecar, ContainerDefinition.builder().build()))
                .isEmpty();
        assertThat(unknownMembers(
                        "",
                        Fragments.read("app-container-additions.json"),
                        ContainerDefinition.builder().build()))
                .isEmpty();
    }

    @Test
    void aMisspelledMemberIsNoticed() {
        JsonNode typo = Fragments.read("sidecar-container.json");
        ((com.fasterxml.jackson.databind.node.ObjectNode) typo.get("restartPolicy")).put("Enabled", true);

        assertThat(unknownMembers("", typo, ContainerDefinition.builder().build()))
                .containsExactly(".restartPolicy.Enabled");
    }

    @Test
    void theSidecarAcceptsItsEnvironmentWithoutAWarning() {
        Map<String, String> environment = new HashMap<>();
        sidecar.get("environment")
                .forEach(variable -> environment.put(
                        variable.get("name").asText(), variable.get("value").asText()));
        environment.put("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1/v4/id");

        SidecarConfig config = SidecarConfig.from(environment);

        assertThat(config.parameter()).isEqualTo(ParameterPaths.state("myapp", "20251028-183000-abc1234"));
        assertThat(config.aws().region()).contains("eu-west-1");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void aBrokenSidecarNeverEndsATask() {
        assertThat(sidecar.get("essential").asBoolean(true)).isFalse();
        assertThat(sidecar.at("/restartPolicy/enabled").asBoolean()).isTrue();
        assertThat(sidecar.at("/restartPolicy/restartAttemptPeriod").asInt()).isBetween(60, 1800);
        assertThat(sidecar.has("healthCheck")).isFalse();
    }

    @Test
    void theSidecarRunsWithoutPrivileges() {
        assertThat(sidecar.get("user").asText()).isEqualTo("65532:65532");
        assertThat(sidecar.get("readonlyRootFilesystem").asBoolean()).isTrue();
        assertThat(sidecar.at("/linuxParameters/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(sidecar.has("portMappings")).isFalse();
    }

    @Test
    void logLinesReachAGroupByAllThatFargateRequires() {
        assertThat(sidecar.at("/logConfiguration/options").fieldNames())
                .toIterable()
                .contains("awslogs-group", "awslogs-region", "awslogs-stream-prefix");
    }

    @Test
    void theAppStopsFirstByDependingOnTheSidecarByItsName() {
        JsonNode dependency = Fragments.read("app-container-additions.json").at("/dependsOn/0");

        assertThat(dependency.get("containerName").asText())
                .isEqualTo(sidecar.get("name").asText());
        assertThat(dependency.get("condition").asText()).isEqualTo("START");
    }

    @Test
    void theTaskRoleReadsItsOwnNamesStatesAndFencesAndNothingElse() {
        JsonNode statements = Fragments.read("task-role-policy.json").get("Statement");
        String prefix = "arn:aws:ssm:eu-west-1:123456789012:parameter";
        List<String> resources = new ArrayList<>();
        statements.at("/0/Resource").forEach(resource -> resources.add(resource.asText()));

        assertThat(statements).hasSize(1);
        assertThat(statements.at("/0/Effect").asText()).isEqualTo("Allow");
        assertThat(statements.at("/0/Action").toString()).isEqualTo("[\"ssm:GetParameter\",\"ssm:GetParameters\"]");
        for (String own :
                List.of(ParameterPaths.state("myapp", "20251028-183000-abc1234"), ParameterPaths.fence("myapp", "1"))) {
            assertThat(resources).as(own).anyMatch(resource -> matches(resource, prefix + own));
        }
        for (String other : List.of(
                ParameterPaths.state("myapp-eu", "1"),
                ParameterPaths.fence("myapp-eu", "1"),
                ParameterPaths.live("myapp"))) {
            assertThat(resources).as(other).noneMatch(resource -> matches(resource, prefix + other));
        }
    }

    @Test
    void theReadmeExplainsEveryPlaceholder() {
        assertThat(Fragments.PLACEHOLDERS.keySet()).allSatisfy(placeholder -> assertThat(Fragments.text("README.md"))
                .contains(placeholder));
        assertThat(List.of(sidecar, Fragments.read("task-role-policy.json")))
                .allSatisfy(filled -> assertThat(filled.toString()).doesNotContain("<"));
    }

    /** IAM's wildcard: a star stands for any characters, slashes included. */
    private static boolean matches(String resource, String arn) {
        return arn.matches(resource.replace(".", "\\.").replace("*", ".*"));
    }

    private static List<String> unknownMembers(String path, JsonNode json, SdkPojo shape) {
        Map<String, SdkField<?>> known =
                shape.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        List<String> unknown = new ArrayList<>();
        json.properties().forEach(member -> {
            String here = path + "." + member.getKey();
            SdkField<?> field = known.get(member.getKey());
            if (field == null) {
                unknown.add(here);
                return;
            }
            JsonNode value = member.getValue();
            element(field).ifPresent(nested -> {
                Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
                values.forEach(each -> unknown.addAll(unknownMembers(here, each, nested)));
            });
        });
        return unknown;
    }

    /** The structure that a member is, or is a list of. */
    private static Optional<SdkPojo> element(SdkField<?> field) {
        if (field.constructor() != null) {
            return Optional.of(field.constructor().get());
        }
        ListTrait list = field.getTrait(ListTrait.class);
        return list == null ? Optional.empty() : element(list.memberFieldInfo());
    }
}
