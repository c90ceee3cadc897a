package io.ecsdrain.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarMergeTest {

    private static final JsonNode FRAGMENT = json(
            "{'name':'drain','image':'<SIDECAR_IMAGE>','essential':true,'environment':[{'name':'DEPLOYMENT_ID','value':'<DEPLOYMENT_ID>'},"
                    + "{'name':'DRAIN_POLL_SECONDS','value':'5'}],'logConfiguration':{'options':{'awslogs-region':'<REGION>'}}}");
    private static final String APP = "{'name':'app','image':'app:1','environment':[{'name':'A','value':'b'}],"
            + "'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'eu-west-1'}}}";

    @Test
    void theSidecarIsAddedNotEssentialAndTheAppDependsOnIt() {
        JsonNode merged = merge("{'containerDefinitions':[" + APP + "]}", Optional.empty())
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/1/name").asText()).isEqualTo("drain");
        assertThat(merged.at("/containerDefinitions/1/essential").asBoolean(true))
                .isFalse();
        assertThat(merged.at("/containerDefinitions/1/image").asText()).isEqualTo("drain:1");
        assertThat(merged.at("/containerDefinitions/0/dependsOn"))
                .isEqualTo(json("[{'containerName':'drain','condition':'START'}]"));
    }

    @Test
    void withoutAKeyTheOpenVariablesAreLeftToDeploy() {
        SidecarMerge.Outcome outcome = merge("{'containerDefinitions':[" + APP + "]}", Optional.empty());

        assertThat(outcome.merged().orElseThrow().at("/containerDefinitions/1/environment"))
                .isEqualTo(json("[{'name':'DRAIN_POLL_SECONDS','value':'5'}]"));
        assertThat(outcome.open()).isEmpty();
    }

    @Test
    void withAKeyEveryContainerKnowsItsDeployment() {
        JsonNode merged = merge("{'containerDefinitions':[" + APP + "]}", Optional.of(new DeploymentKey("app", "v1")))
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/0/environment"))
                .isEqualTo(
                        json(
                                "[{'name':'A','value':'b'},{'name':'DEPLOYMENT_NAME','value':'app'},"
                                        + "{'name':'DEPLOYMENT_ID','value':'v1'},{'name':'DRAIN_PARAM','value':'/apps/app/v1/state'}]"));
        assertThat(merged.at("/containerDefinitions/1/environment").toString())
                .contains("/apps/app/v1/state")
                .containsOnlyOnce("DEPLOYMENT_ID");
    }

    @Test
    void thePlaceholdersNobodyKnowsAreNamed() {
        assertThat(merge("{'containerDefinitions':[{'name':'app'}]}", Optional.empty())
                        .open())
                .containsExactly("<REGION>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'containerDefinitions':[{'name':'drain'}]}
            {'containerDefinitions':[{'name':'x','image':'r/ecs-drain-sidecar:2'}]}
            """)
    void aSecondSidecarIsRefused(String document) {
        SidecarMerge.Outcome outcome = merge(document, Optional.empty());

        assertThat(outcome.refused()).isPresent();
        assertThat(outcome.merged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {} | no containerDefinitions
            {'containerDefinitions':[]} | no containerDefinitions
            {'containerDefinitions':['app']} | no object
            {'networkMode':'bridge','containerDefinitions':[{'name':'app'}]} | awsvpc
            """)
    void whatCannotCarryASidecarIsAProblem(String document, String problem) {
        assertThat(merge(document, Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    private static SidecarMerge.Outcome merge(String document, Optional<DeploymentKey> key) {
        return SidecarMerge.merge(
                new TaskDefRequest(json(document), key, Optional.of("drain:1"), Optional.empty()), FRAGMENT);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
