package io.ecsdrain.localaws.ecs;

import static io.ecsdrain.localaws.ecs.EcsBench.balanced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskLifecycleTest {

    private final EcsBench aws = new EcsBench();

    @BeforeEach
    void registerTheTaskDefinition() {
        aws.registerInertTask();
    }

    @Test
    void anUnhealthyTaskIsReplacedAfterTheGracePeriodAndNotBefore() {
        aws.createService("s", 1, balanced() + ",'healthCheckGracePeriodSeconds':60");
        aws.advance(Duration.ofSeconds(10));
        TaskView first = aws.ecs.tasks().get(0);
        aws.targets.tell(first.targets().get(EcsBench.GROUP), "unhealthy");

        aws.advance(Duration.ofSeconds(30));
        assertThat(aws.ecs.tasks()).hasSize(1);

        aws.advance(Duration.ofSeconds(40));
        assertThat(aws.statuses("s")).containsExactly("DEACTIVATING", "RUNNING");
    }

    @Test
    void aSpotInterruptionDoesNotWaitForTheLoadBalancerAndTheTaskIsReplaced() {
        aws.createService("s", 1, balanced());
        aws.advance(Duration.ofSeconds(10));
        TaskView first = aws.ecs.tasks().get(0);

        aws.ecs.interruptAsSpot(first.id());
        assertThat(aws.statuses("s")).containsExactly("STOPPING");
        aws.advance(Duration.ofSeconds(10));
        assertThat(aws.statuses("s")).containsExactly("STOPPED", "RUNNING");
        assertThat(stopCode(first)).isEqualTo("SpotInterruption");
    }

    @Test
    void aTaskStoppedByHandSaysWhyAndIsReplaced() {
        aws.createService("s", 1, "");
        aws.advance(Duration.ofSeconds(10));
        TaskView first = aws.ecs.tasks().get(0);

        JsonNode answer = aws.call("StopTask", "{'cluster':'c','task':'" + first.id() + "','reason':'because'}");
        assertThat(answer.at("/task/stoppedReason").asText()).isEqualTo("because");
        aws.advance(Duration.ofSeconds(10));
        assertThat(aws.statuses("s")).containsExactly("STOPPED", "RUNNING");
        assertThat(stopCode(first)).isEqualTo("UserInitiated");
    }

    @Test
    void protectionKeepsATaskFromScaleInUntilItEnds() {
        aws.createService("s", 2, "");
        aws.advance(Duration.ofSeconds(10));
        TaskView kept = aws.ecs.tasks().get(0);
        aws.call(
                "UpdateTaskProtection",
                "{'cluster':'c','tasks':['" + kept.arn() + "'],'protectionEnabled':true,'expiresInMinutes':1}");

        aws.scale("s", 0);
        aws.advance(Duration.ofSeconds(30));
        assertThat(aws.ecs.task(kept.id()).orElseThrow().lastStatus()).isEqualTo("RUNNING");
        aws.advance(Duration.ofSeconds(40));
        assertThat(aws.ecs.task(kept.id()).orElseThrow().lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void bySwitchACutByHandDoesNotHonourProtection() {
        aws.world.switches().set(EcsSwitches.PROTECTION_HONOURED_AT_SCALE_IN, false);
        aws.createService("s", 1, "");
        aws.advance(Duration.ofSeconds(10));
        String id = aws.ecs.tasks().get(0).id();
        aws.call("UpdateTaskProtection", "{'cluster':'c','tasks':['" + id + "'],'protectionEnabled':true}");

        aws.scale("s", 0);
        assertThat(aws.listed("s", "RUNNING")).isZero();
    }

    @Test
    void aHundredAndThirtyTasksNeedTwoPages() {
        aws.createService("s", 130, "");
        aws.advance(Duration.ofSeconds(10));

        JsonNode first = aws.call("ListTasks", "{'cluster':'c','serviceName':'s'}");
        JsonNode second = aws.call(
                "ListTasks",
                "{'cluster':'c','serviceName':'s','nextToken':'"
                        + first.get("nextToken").asText() + "'}");
        assertThat(first.get("taskArns")).hasSize(100);
        assertThat(second.get("taskArns")).hasSize(30);
        assertThat(second.get("nextToken").isNull()).isTrue();
    }

    @Test
    void startedByIsTheOnlyFilterAllowedBesideItself() {
        aws.createService("s", 1, "");
        aws.advance(Duration.ofSeconds(1));
        String deployment = aws.service("s").at("/deployments/0/id").asText();

        assertThat(aws.call("ListTasks", "{'cluster':'c','startedBy':'" + deployment + "'}")
                        .get("taskArns"))
                .hasSize(1);
        assertThatThrownBy(() ->
                        aws.call("ListTasks", "{'cluster':'c','startedBy':'" + deployment + "','serviceName':'s'}"))
                .isInstanceOf(AwsError.class);
    }

    @Test
    void serviceTagsReachTasksOnlyAtTheirLaunch() {
        aws.createService("s", 1, ",'tags':[{'key':'a','value':'1'}],'propagateTags':'SERVICE'");
        aws.advance(Duration.ofSeconds(10));
        String arn = aws.service("s").get("serviceArn").asText();
        aws.call("TagResource", "{'resourceArn':'" + arn + "','tags':[{'key':'b','value':'2'}]}");

        assertThat(aws.ecs.tasks().get(0).tags()).containsOnlyKeys("a");
        aws.scale("s", 2);
        assertThat(aws.ecs.tasks().get(1).tags()).containsOnlyKeys("a", "b");
    }

    @Test
    void tagsAreMergedAndAShortServiceArnIsRefused() {
        aws.createService("s", 0, ",'tags':[{'key':'a','value':'1'}]");
        String arn = aws.service("s").get("serviceArn").asText();
        aws.call("TagResource", "{'resourceArn':'" + arn + "','tags':[{'key':'b','value':'2'}]}");
        aws.call("UntagResource", "{'resourceArn':'" + arn + "','tagKeys':['a']}");

        assertThat(aws.call("ListTagsForResource", "{'resourceArn':'" + arn + "'}")
                        .get("tags")
                        .findValuesAsText("key"))
                .containsExactly("b");
        String shortArn = arn.replace("service/c/", "service/");
        assertThatThrownBy(() -> aws.call("TagResource", "{'resourceArn':'" + shortArn + "','tags':[]}"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterException"));
    }

    private String stopCode(TaskView task) {
        return aws.call("DescribeTasks", "{'cluster':'c','tasks':['" + task.id() + "']}")
                .at("/tasks/0/stopCode")
                .asText();
    }
}
