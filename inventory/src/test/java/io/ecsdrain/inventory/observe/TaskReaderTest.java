package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks are written R (runs), P (is told to stop and still runs) or S (has stopped). */
class TaskReaderTest {

    private static ServiceView service(int desired, int running, int pending) {
        return new ServiceView(
                "arn", "svc", "ACTIVE", Instant.EPOCH, desired, running, pending, Map.of(), List.of(), "td");
    }

    private static List<TaskView> tasks(String text) {
        return Arrays.stream(text.split(""))
                .filter(each -> !each.isEmpty())
                .map(each -> new TaskView(
                        "task/" + each,
                        each,
                        each.equals("S") ? "STOPPED" : "RUNNING",
                        each.equals("R") ? "RUNNING" : "STOPPED",
                        Optional.empty()))
                .toList();
    }

    @ParameterizedTest(name = "desired {0}, running {1}, pending {2}: {3}")
    @CsvSource({
        "2, 2, 0, RR",
        "2, 1, 1, RR",
        "2, 2, 0, RRS",
        // ECS may count those that stop, or not.
        "2, 3, 0, RRP",
        "2, 2, 0, RRP",
        "0, 0, 0, PP",
        "0, 0, 0, SS",
        "0, 0, 0, ''",
        // More than are counted: they started since.
        "3, 1, 0, RRR"
    })
    void aListOfAsManyTasksAsTheServiceCountsIsBelieved(int desired, int running, int pending, String listed) {
        List<TaskView> tasks = tasks(listed);

        assertThat(TaskReader.requireCounted(service(desired, running, pending), tasks))
                .isEqualTo(tasks);
    }

    @ParameterizedTest(name = "desired {0}, running {1}, pending {2}: {3}")
    @CsvSource({
        "2, 2, 0, R, ListTasks shows 1 tasks that have not stopped; DescribeServices counts 2",
        "2, 1, 1, R, ListTasks shows 1 tasks that have not stopped; DescribeServices counts 2",
        "2, 2, 0, RSS, ListTasks shows 1 tasks that have not stopped; DescribeServices counts 2",
        "2, 2, 0, RP, ListTasks shows 1 tasks that are meant to run; DescribeServices counts 2 of 2 desired"
    })
    void fewerAreNoTaskListHoweverManyHaveStoppedOrAreToldTo(
            int desired, int running, int pending, String listed, String why) {
        assertThatThrownBy(() -> TaskReader.requireCounted(service(desired, running, pending), tasks(listed)))
                .isInstanceOf(Reading.Failed.class)
                .hasMessage(why.replace(';', ','));
    }
}
