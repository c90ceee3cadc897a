package io.ecsdrain.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDefinitionsTest {

    private final EcsBench aws = new EcsBench();

    @Test
    void revisionsAreListedByNumberAcrossPages() {
        for (int i = 0; i < 12; i++) {
            aws.registerInertTask();
        }
        JsonNode first = aws.call("ListTaskDefinitions", "{'maxResults':10}");
        JsonNode second = aws.call(
                "ListTaskDefinitions", "{'nextToken':'" + first.get("nextToken").asText() + "'}");

        assertThat(EcsBench.texts(first.get("taskDefinitionArns")).get(9)).endsWith("f:10");
        assertThat(EcsBench.texts(second.get("taskDefinitionArns")).get(1)).endsWith("f:12");
    }

    @Test
    void aDeregisteredRevisionIsInactiveAndItsNumberIsNeverUsedAgain() {
        aws.registerInertTask();
        aws.call("DeregisterTaskDefinition", "{'taskDefinition':'f:1'}");
        aws.registerInertTask();

        assertThat(aws.call("DescribeTaskDefinition", "{'taskDefinition':'f:1'}")
                        .at("/taskDefinition/status")
                        .asText())
                .isEqualTo("INACTIVE");
        assertThat(aws.call("DescribeTaskDefinition", "{'taskDefinition':'f'}")
                        .at("/taskDefinition/revision")
                        .asInt())
                .isEqualTo(2);
    }

    /** What is described is more than what can be registered. */
    @Test
    void aDescribedDefinitionHasMembersThatOnlyEcsWrites() {
        aws.registerInertTask();
        aws.call("DeregisterTaskDefinition", "{'taskDefinition':'f:1'}");
        JsonNode described =
                aws.call("DescribeTaskDefinition", "{'taskDefinition':'f:1'}").get("taskDefinition");

        assertThat(List.of(
                        "taskDefinitionArn",
                        "revision",
                        "status",
                        "requiresAttributes",
                        "compatibilities",
                        "registeredAt",
                        "registeredBy",
                        "deregisteredAt"))
                .allMatch(described::hasNonNull);
        assertThat(described.at("/requiresAttributes/0/name").asText()).isEqualTo("ecs.capability.task-eni");
    }

    @ParameterizedTest
    @DisplayName("A task definition is refused with")
    @ValueSource(
            strings = {
                "[]",
                "[{'name':'a b','image':'i'}]",
                "[{'name':'a','image':'i'},{'name':'a','image':'i'}]",
                "[{'name':'a','image':'i','essential':false}]",
                "[{'name':'a','image':'i','dependsOn':[{'containerName':'none','condition':'START'}]}]",
                "[{'name':'a','image':'i','dependsOn':[{'containerName':'b','condition':'START'}]},"
                        + "{'name':'b','image':'i','dependsOn':[{'containerName':'a','condition':'START'}]}]",
                "[{'name':'a','image':'i','dependsOn':[{'containerName':'b','condition':'COMPLETE'}]},"
                        + "{'name':'b','image':'i'}]",
                "[{'name':'a','image':'i','restartPolicy':{'enabled':true,'restartAttemptPeriod':5}}]",
            })
    void containersThatEcsWouldNotTake(String containers) {
        assertThatThrownBy(() ->
                        aws.call("RegisterTaskDefinition", "{'family':'f','containerDefinitions':" + containers + "}"))
                .isInstanceOf(AwsError.class);
    }
}
