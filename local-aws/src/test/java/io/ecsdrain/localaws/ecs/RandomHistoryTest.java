package io.ecsdrain.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("Whatever happens to services in whatever order")
class RandomHistoryTest {

    private static final int STEPS = 60;

    private enum Step {
        CREATE,
        SCALE,
        DELETE,
        SPOT,
        SICKEN,
        FINISH_DRAINING,
        REDEPLOY,
        WAIT
    }

    private final EcsBench aws = new EcsBench();
    private final Map<String, TaskStatus> lastSeen = new HashMap<>();
    private final Map<Step, Runnable> steps = new EnumMap<>(Step.class);
    private Random random;

    @RepeatedTest(50)
    void tasksOnlyMoveForwardAndCountsNeverExceedWhatIsWantedAndAllComesToRest(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        aws.registerInertTask();
        defineSteps();
        for (int i = 0; i < STEPS; i++) {
            Step step = Step.values()[random.nextInt(Step.values().length)];
            steps.get(step).run();
            checkTasksMoveForward();
            checkNoServiceHasTooManyTasks();
            checkOnlyActiveServicesAreListed();
        }
        checkAllComesToRest();
    }

    private void defineSteps() {
        steps.put(Step.CREATE, () -> unlessRefused(() -> aws.createService(name(), random.nextInt(4), balanced())));
        steps.put(Step.SCALE, () -> unlessRefused(() -> aws.scale(name(), random.nextInt(4))));
        steps.put(
                Step.DELETE,
                () -> unlessRefused(() -> aws.call(
                        "DeleteService",
                        "{'cluster':'c','service':'" + name() + "','force':" + random.nextBoolean() + "}")));
        steps.put(Step.SPOT, () -> anyTask().ifPresent(task -> aws.ecs.interruptAsSpot(task.id())));
        steps.put(Step.SICKEN, () -> anyTask()
                .ifPresent(task -> task.targets().values().forEach(port -> aws.targets.sicken(port))));
        steps.put(Step.FINISH_DRAINING, aws.targets::finishDraining);
        steps.put(
                Step.REDEPLOY,
                () -> unlessRefused(() -> aws.call(
                        "UpdateService", "{'cluster':'c','service':'" + name() + "','forceNewDeployment':true}")));
        steps.put(Step.WAIT, () -> aws.advance(Duration.ofMillis(random.nextInt(4000))));
    }

    private static String balanced() {
        return EcsBench.balanced();
    }

    private String name() {
        return "s" + random.nextInt(3);
    }

    private Optional<TaskView> anyTask() {
        List<TaskView> tasks = aws.ecs.tasks();
        return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.get(random.nextInt(tasks.size())));
    }

    private static void unlessRefused(Runnable call) {
        try {
            call.run();
        } catch (AwsError refused) {
            assertThat(refused.code())
                    .isIn("InvalidParameterException", "ServiceNotFoundException", "ServiceNotActiveException");
        }
    }

    private void checkTasksMoveForward() {
        for (TaskView task : aws.ecs.tasks()) {
            TaskStatus now = TaskStatus.valueOf(task.lastStatus());
            TaskStatus before = lastSeen.put(task.id(), now);
            assertThat(before == null || !now.before(before))
                    .as("%s went from %s to %s", task.id(), before, now)
                    .isTrue();
            if (task.desiredStatus().equals("RUNNING")) {
                assertThat(now).isLessThanOrEqualTo(TaskStatus.RUNNING);
            }
        }
    }

    private void checkNoServiceHasTooManyTasks() {
        for (JsonNode service : services()) {
            int deployments = Math.max(1, service.get("deployments").size());
            int live = service.get("status").asText().equals("ACTIVE") ? aws.listed(name(service), "RUNNING") : 0;
            // Each deployment of a rolling replacement has at most the greatest count wanted of it.
            assertThat(live).isLessThanOrEqualTo(3 * deployments);
            if (deployments == 1) {
                assertThat(live).isLessThanOrEqualTo(service.get("desiredCount").asInt());
            }
        }
    }

    private void checkOnlyActiveServicesAreListed() {
        List<String> active = services().stream()
                .filter(each -> each.get("status").asText().equals("ACTIVE"))
                .map(each -> each.get("serviceArn").asText())
                .toList();
        assertThat(EcsBench.texts(aws.call("ListServices", "{'cluster':'c'}").get("serviceArns")))
                .containsExactlyInAnyOrderElementsOf(active);
    }

    private void checkAllComesToRest() {
        for (int i = 0; i < 30; i++) {
            aws.targets.healAll();
            aws.targets.finishDraining();
            aws.advance(Duration.ofSeconds(3));
        }
        for (JsonNode service : services()) {
            assertThat(service.get("status").asText()).isIn("ACTIVE", "INACTIVE");
            assertThat(service.get("runningCount").asInt())
                    .isEqualTo(service.get("desiredCount").asInt());
            if (service.get("status").asText().equals("ACTIVE")) {
                assertThat(service.get("deployments")).hasSize(1);
                assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
            }
        }
    }

    private static String name(JsonNode service) {
        return service.get("serviceName").asText();
    }

    private List<JsonNode> services() {
        JsonNode answer = aws.call("DescribeServices", "{'cluster':'c','services':['s0','s1','s2']}");
        return StreamSupport.stream(answer.get("services").spliterator(), false).toList();
    }
}
