package io.ecsdrain.deployer.plan.taskdef;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskDefinitionsTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static JsonNode definition(String containers) throws JsonProcessingException {
        return json("{'family':'app','networkMode':'awsvpc','containerDefinitions':[" + containers + "]}");
    }

    private static List<String> problems(JsonNode document) {
        return TaskDefinitions.problems(document, KEY, "app", 8080);
    }

    @Test
    void oneThatFitsHasNoProblem() throws Exception {
        assertThat(problems(definition("{'name':'init'},"
                        + "{'name':'app','portMappings':[{'containerPort':9000},{'containerPort':8080}],"
                        + "'environment':[{'name':'DEPLOYMENT_ID','value':'v2'},{'name':'LOG','value':'x'}],"
                        + "'secrets':[{'name':'PASSWORD','valueFrom':'arn'}]}")))
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() throws Exception {
        assertThat(problems(json("{'containerDefinitions':[{'name':'web'},{'name':'log'}]}")))
                .containsExactly(
                        "the task definition has no family",
                        "the task definition has no container 'app', it has web, log",
                        "the task definition's networkMode must be awsvpc: elsewhere containers do not share localhost");
        assertThat(problems(json("{'family':'app','networkMode':'awsvpc'}")))
                .containsExactly("the task definition has no container 'app', it has none");
    }

    @Test
    void aPortThatIsNotMappedIsAProblem() throws Exception {
        assertThat(problems(definition("{'name':'app','portMappings':[{'containerPort':80}]}")))
                .containsExactly("container 'app' has no port mapping for containerPort 8080");
    }

    @Test
    void aCopiedIdAndASecretOfThatNameAreProblems() throws Exception {
        assertThat(problems(definition("{'name':'app','portMappings':[{'containerPort':8080}]},"
                        + "{'name':'drain','environment':[{'name':'DEPLOYMENT_ID','value':'v1'}],"
                        + "'secrets':[{'name':'DRAIN_PARAM','valueFrom':'arn'}]}")))
                .containsExactly(
                        "container 'drain' has DEPLOYMENT_ID='v1', but this deployment's is 'v2' (leave it out: deploy"
                                + " writes it)",
                        "container 'drain' has a secret DRAIN_PARAM; it must be left out: each deployment gets a"
                                + " variable of that name");
    }

    @Test
    void theSidecarIsKnownByItsNameOrItsImage() {
        assertThat(TaskDefinitions.isSidecar("drain", "any")).isTrue();
        assertThat(TaskDefinitions.isSidecar("any", "repo/ecs-drain-sidecar:1")).isTrue();
        assertThat(TaskDefinitions.isSidecar("drainer", "repo/app")).isFalse();
    }

    @Test
    void everyContainerGetsTheVariablesThatItLacks() throws Exception {
        JsonNode given = definition("{'name':'app','environment':[{'name':'DEPLOYMENT_ID','value':'own'}]}");

        JsonNode environment = TaskDefinitions.withDeployment(given, KEY).at("/containerDefinitions/0/environment");
        assertThat(environment)
                .isEqualTo(json("[{'name':'DEPLOYMENT_ID','value':'own'},{'name':'DEPLOYMENT_NAME','value':'app'},"
                        + "{'name':'DRAIN_PARAM','value':'/apps/app/v2/state'}]"));
        assertThat(given.at("/containerDefinitions/0/environment"))
                .as("the given one stays as it is")
                .hasSize(1);
    }
}
