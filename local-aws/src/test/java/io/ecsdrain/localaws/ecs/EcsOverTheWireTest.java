package io.ecsdrain.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

class EcsOverTheWireTest extends OnAnEcs {

    @Test
    void aServiceComesUpAndTheSdksWaiterAgrees() {
        Service created = create("s", 2);
        assertThat(created.createdAt()).isEqualTo(START);
        assertThat(created.runningCount()).isZero();
        aws.advance(Duration.ofSeconds(10));

        assertThat(ecs.waiter()
                        .waitUntilServicesStable(
                                describe -> describe.cluster("c").services("s"))
                        .matched()
                        .response())
                .isPresent();
        Service service = service("s");
        assertThat(service.launchType()).isEqualTo(LaunchType.FARGATE);
        assertThat(service.availabilityZoneRebalancing()).isEqualTo(AvailabilityZoneRebalancing.DISABLED);
        assertThat(service.tags()).containsExactly(tag("k", "v"));
        assertThat(service.deployments().get(0).rolloutStateAsString()).isEqualTo("COMPLETED");
        Task task = tasks("s").get(0);
        assertThat(task.taskArn()).matches("arn:aws:ecs:eu-west-1:123456789012:task/c/[0-9a-f]{32}");
        assertThat(task.containers()).extracting(each -> each.name()).containsExactly("app", "drain");
    }

    @Test
    void paginatorsFindTwentyFiveServicesAndAHundredAndThirtyTasks() {
        for (int i = 0; i < 24; i++) {
            create("s" + i, 0);
        }
        create("big", 130);
        aws.advance(Duration.ofSeconds(5));

        assertThat(ecs.listServicesPaginator(list -> list.cluster("c")).serviceArns())
                .hasSize(25);
        assertThat(ecs.listServices(list -> list.cluster("c")).serviceArns()).hasSize(10);
        assertThat(ecs.listTasksPaginator(list -> list.cluster("c").serviceName("big"))
                        .taskArns())
                .hasSize(130);
    }

    @Test
    void atDesiredZeroTheTasksAreListedAsStoppedAndTheServiceCanBeDeleted() {
        create("s", 1);
        aws.advance(Duration.ofSeconds(5));
        ecs.updateService(update -> update.cluster("c").service("s").desiredCount(0));

        assertThat(ecs.listTasks(list -> list.cluster("c").serviceName("s")).taskArns())
                .isEmpty();
        assertThat(ecs.listTasks(list -> list.cluster("c").serviceName("s").desiredStatus(DesiredStatus.STOPPED))
                        .taskArns())
                .hasSize(1);
        aws.advance(Duration.ofSeconds(5));
        ecs.deleteService(delete -> delete.cluster("c").service("s"));
        aws.advance(Duration.ofSeconds(1));
        assertThat(service("s").status()).isEqualTo("INACTIVE");
    }

    @Test
    void whatATaskDefinitionWasRegisteredWithIsWhatIsDescribed() {
        ContainerDefinition drain = ecs.describeTaskDefinition(describe -> describe.taskDefinition("f"))
                .taskDefinition()
                .containerDefinitions()
                .get(1);
        assertThat(drain.restartPolicy().restartAttemptPeriod()).isEqualTo(60);
        ecs.deregisterTaskDefinition(deregister -> deregister.taskDefinition("f:1"));
        assertThatThrownBy(() -> create("s", 1)).isInstanceOf(EcsException.class);
        assertThat(ecs.listTaskDefinitions(list -> list.familyPrefix("f")).taskDefinitionArns())
                .isEmpty();
    }

    @Test
    void tagsAreMergedAndRemoved() {
        String arn = create("s", 0).serviceArn();
        ecs.tagResource(tag -> tag.resourceArn(arn).tags(tag("state", "draining")));
        ecs.untagResource(untag -> untag.resourceArn(arn).tagKeys("k"));
        assertThat(ecs.listTagsForResource(list -> list.resourceArn(arn)).tags())
                .containsExactly(tag("state", "draining"));
    }

    @Test
    void taskMetadataIsServedOnTheSamePort() throws Exception {
        create("s", 1);
        aws.advance(Duration.ofSeconds(5));
        String id = aws.ecs().tasks().get(0).id();

        HttpRequest request = HttpRequest.newBuilder(URI.create(aws.endpoint() + "/v4/" + id + "-1/task"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        assertThat(body).contains("\"TaskARN\":\"arn:aws:ecs:eu-west-1:123456789012:task/c/" + id + "\"");
    }
}
