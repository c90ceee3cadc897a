package io.ecsdrain.localaws.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.ecs.EcsBench;
import io.ecsdrain.localaws.links.HttpRoutes.HttpReply;
import io.ecsdrain.localaws.wire.CallLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskMetadataTest {

    private final EcsBench aws = new EcsBench();
    private final TaskMetadata metadata = new TaskMetadata(aws.world, aws.ecs, new CallLog());
    private String id;

    @BeforeEach
    void runOneTask() {
        aws.registerInertTask();
        aws.createService("s", 1, ",'tags':[{'key':'deployment','value':'d'}],'propagateTags':'SERVICE'");
        aws.advance(Duration.ofSeconds(5));
        id = aws.ecs.tasks().get(0).id();
    }

    @Test
    void theTaskPathTellsTheTaskArnAndTheContainers() throws Exception {
        JsonNode task = json(get("/v4/" + id + "-1/task"));

        assertThat(task.get("TaskARN").asText()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:task/c/" + id);
        assertThat(task.get("Revision").isTextual()).isTrue();
        assertThat(task.get("Containers").findValuesAsText("Name")).containsExactly("app", "side");
        assertThat(task.has("TaskTags")).isFalse();
    }

    @Test
    void theRootIsTheContainerItselfAndTagsComeOnTheirOwnPath() throws Exception {
        assertThat(json(get("/v4/" + id + "-1")).get("Name").asText()).isEqualTo("side");
        assertThat(json(get("/v4/" + id + "-0/taskWithTags"))
                        .at("/TaskTags/deployment")
                        .asText())
                .isEqualTo("d");
    }

    @Test
    void anUnknownIdIs404WithAJsonStringAndOtherPathsAreNotItsOwn() throws Exception {
        HttpReply reply = get("/v4/nobody/task");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(json(reply).isTextual()).isTrue();
        assertThat(metadata.handle("GET", "/other", "")).isEmpty();
    }

    @Test
    void faultsAnswer500And429AndHangUntilTheyAreTakenAway() {
        metadata.fail(MetadataFault.ERROR);
        assertThat(get("/v4/" + id + "/task").status()).isEqualTo(500);
        metadata.fail(MetadataFault.THROTTLED);
        assertThat(get("/v4/" + id + "/task").status()).isEqualTo(429);

        metadata.fail(MetadataFault.HANG);
        CompletableFuture<HttpReply> hanging = CompletableFuture.supplyAsync(() -> get("/v4/" + id + "/task"));
        await().during(Duration.ofMillis(100)).until(() -> !hanging.isDone());
        metadata.fail(MetadataFault.NONE);
        assertThat(hanging.join().status()).isEqualTo(200);
    }

    @Test
    void protectionSetHereIsSeenByTheApiAndExpires() throws Exception {
        JsonNode answer = json(put("{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":1}"));
        assertThat(answer.at("/protection/ProtectionEnabled").asBoolean()).isTrue();
        assertThat(answer.at("/protection/ExpirationDate").asText())
                .isEqualTo(aws.now().plusSeconds(60).toString());
        assertThat(aws.call("GetTaskProtection", "{'cluster':'c','tasks':['" + id + "']}")
                        .at("/protectedTasks/0/protectionEnabled")
                        .asBoolean())
                .isTrue();

        aws.advance(Duration.ofSeconds(61));
        JsonNode later = json(get("/api/" + id + "-0/task-protection/v1/state"));
        assertThat(later.at("/protection/ProtectionEnabled").asBoolean()).isFalse();
        assertThat(later.at("/protection/ExpirationDate").isNull()).isTrue();
    }

    @Test
    void aFailureToProtectComesWithHttp200() throws Exception {
        metadata.fail(MetadataFault.PROTECTION_FAILURE);
        HttpReply reply = put("{\"ProtectionEnabled\":true}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).at("/failure/Reason").asText()).isEqualTo("TASK_NOT_VALID");
    }

    @Test
    void aMisspeltOrMissingMemberIsABadRequest() {
        assertThat(put("{\"protectionEnabled\":true}").status()).isEqualTo(400);
        assertThat(put("{}").status()).isEqualTo(400);
        assertThat(put("no json").status()).isEqualTo(400);
    }

    private HttpReply get(String path) {
        return metadata.handle("GET", path, "").orElseThrow();
    }

    private HttpReply put(String body) {
        return metadata.handle("PUT", "/api/" + id + "-0/task-protection/v1/state", body)
                .orElseThrow();
    }

    private static JsonNode json(HttpReply reply) throws JsonProcessingException {
        return new ObjectMapper().readTree(reply.body());
    }
}
