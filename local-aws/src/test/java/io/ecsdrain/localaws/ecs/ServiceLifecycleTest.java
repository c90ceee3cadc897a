package io.ecsdrain.localaws.ecs;

import static io.ecsdrain.localaws.ecs.EcsBench.balanced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceLifecycleTest {

    private final EcsBench aws = new EcsBench();

    @BeforeEach
    void registerTheTaskDefinition() {
        aws.registerInertTask();
    }

    @Test
    void aNewServiceRunsNothingYetAndItsOneDeploymentIsInProgress() {
        JsonNode created = aws.createService("s", 2, "").get("service");

        assertThat(created.get("status").asText()).isEqualTo("ACTIVE");
        assertThat(created.get("runningCount").asInt()).isZero();
        assertThat(created.at("/deployments/0/status").asText()).isEqualTo("PRIMARY");
        assertThat(created.at("/deployments/0/rolloutState").asText()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void tasksComeUpAndTheRolloutIsCompletedAtTheDesiredCount() {
        aws.createService("s", 2, balanced());
        aws.advance(Duration.ofSeconds(10));

        JsonNode service = aws.service("s");
        assertThat(service.get("runningCount").asInt()).isEqualTo(2);
        assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
        assertThat(service.get("events").findValuesAsText("message"))
                .first()
                .isEqualTo("(service s) has reached a steady state.");
        assertThat(aws.statuses("s")).containsExactly("RUNNING", "RUNNING");
    }

    @Test
    void atDesiredZeroTasksLeaveTheRunningListAtOnceAndStayDeactivatingUntilTheirTargetIsUnused() {
        aws.createService("s", 1, balanced());
        aws.advance(Duration.ofSeconds(10));

        aws.scale("s", 0);
        assertThat(aws.listed("s", "RUNNING")).isZero();
        assertThat(aws.listed("s", "STOPPED")).isEqualTo(1);
        aws.advance(Duration.ofSeconds(100));
        assertThat(aws.statuses("s")).containsExactly("DEACTIVATING");

        aws.targets.finishDraining();
        aws.advance(Duration.ofSeconds(5));
        assertThat(aws.statuses("s")).containsExactly("STOPPED");
        String arn = aws.ecs.tasks().get(0).arn();
        JsonNode task = aws.call("DescribeTasks", "{'cluster':'c','tasks':['" + arn + "']}")
                .at("/tasks/0");
        assertThat(task.get("stopCode").asText()).isEqualTo("ServiceSchedulerInitiated");
        assertThat(task.get("stoppedReason").asText()).startsWith("Scaling activity initiated by (deployment ecs-svc/");
        assertThat(task.get("startedBy").asText()).startsWith("ecs-svc/");
        assertThat(task.get("group").asText()).isEqualTo("service:s");
    }

    @Test
    void rebalancingIsEnabledUnlessTheCreationSaysOtherwiseAndAnUpdateThatDoesNotNameItKeepsIt() {
        aws.createService("s", 2, "");
        aws.createService("t", 2, ",'availabilityZoneRebalancing':'DISABLED'");
        aws.scale("s", 3);
        aws.scale("t", 3);
        assertThat(aws.service("s").get("availabilityZoneRebalancing").asText()).isEqualTo("ENABLED");
        assertThat(aws.service("t").get("availabilityZoneRebalancing").asText()).isEqualTo("DISABLED");

        aws.call("UpdateService", "{'cluster':'c','service':'s','availabilityZoneRebalancing':'DISABLED'}");
        assertThat(aws.service("s").get("availabilityZoneRebalancing").asText()).isEqualTo("DISABLED");
        assertThat(aws.service("s").get("deployments")).hasSize(1);
    }

    @Test
    void rebalancingStopsATaskAndStartsAnotherWhereItIsEnabled() {
        aws.createService("s", 2, "");
        aws.advance(Duration.ofSeconds(10));
        String task = aws.ecs.tasks().get(0).id();

        assertThat(aws.ecs.rebalance(task)).isTrue();
        assertThat(aws.ecs.task(task).orElseThrow().desiredStatus()).isEqualTo("STOPPED");
        assertThat(aws.listed("s", "RUNNING")).isEqualTo(2);
        aws.advance(Duration.ofSeconds(10));
        assertThat(aws.service("s").get("runningCount").asInt()).isEqualTo(2);

        aws.call("UpdateService", "{'cluster':'c','service':'s','availabilityZoneRebalancing':'DISABLED'}");
        assertThat(aws.ecs.tasks().stream()
                        .filter(each -> each.lastStatus().equals("RUNNING"))
                        .filter(each -> aws.ecs.rebalance(each.id())))
                .isEmpty();
    }

    @Test
    void withinItsGraceAnUnhealthyTaskStaysAndAfterItIsReplacedWithTheReasonInTheEvent() {
        aws.createService("s", 1, balanced() + ",'healthCheckGracePeriodSeconds':60");
        aws.advance(Duration.ofSeconds(10));
        TaskView task = aws.ecs.tasks().get(0);
        aws.targets.sicken(task.targets().values().iterator().next());
        aws.advance(Duration.ofSeconds(30));
        assertThat(aws.statuses("s")).containsExactly("RUNNING");

        aws.advance(Duration.ofSeconds(60));

        assertThat(aws.service("s").get("events").findValuesAsText("message"))
                .contains("(service s) (task " + task.id() + ") (port 8080) is unhealthy in (target-group "
                        + EcsBench.GROUP + ") due to (reason Health checks failed)");
        assertThat(aws.call("DescribeTasks", "{'cluster':'c','tasks':['" + task.arn() + "']}")
                        .at("/tasks/0/stoppedReason")
                        .asText())
                .isEqualTo("Task failed ELB health checks in (target-group " + EcsBench.GROUP + ")");
    }

    @Test
    void anInertContainerThatCrashesEndsItsTaskAndItsExitCodeStays() {
        aws.ecs.crashInert("app", 137, Duration.ofSeconds(5));
        aws.createService("s", 1, "");
        aws.advance(Duration.ofSeconds(20));

        JsonNode task = aws.call(
                        "DescribeTasks",
                        "{'cluster':'c','tasks':['" + aws.ecs.tasks().get(0).arn() + "']}")
                .at("/tasks/0");

        assertThat(task.get("stopCode").asText()).isEqualTo("EssentialContainerExited");
        assertThat(task.get("stoppedReason").asText()).isEqualTo("Essential container in task exited");
        assertThat(task.get("containers").findValuesAsText("exitCode")).contains("137");
    }

    @Test
    void oneInertTaskThatCrashesIsReplacedAndTheOthersLiveOn() {
        aws.createService("s", 2, "");
        aws.advance(Duration.ofSeconds(20));
        String dies = aws.ecs.tasks().get(0).id();
        String lives = aws.ecs.tasks().get(1).id();
        aws.ecs.crashInert(dies);
        aws.advance(Duration.ofSeconds(30));

        assertThat(aws.ecs.tasks())
                .filteredOn(task -> task.lastStatus().equals("RUNNING"))
                .extracting(TaskView::id)
                .hasSize(2)
                .contains(lives)
                .doesNotContain(dies);
    }

    @Test
    void aStoppedTaskIsDescribedForAnHourAndThenForgotten() {
        aws.createService("s", 1, "");
        aws.advance(Duration.ofSeconds(10));
        aws.scale("s", 0);
        aws.advance(Duration.ofMinutes(60));
        assertThat(aws.statuses("s")).containsExactly("STOPPED");
        aws.advance(Duration.ofMinutes(10));
        assertThat(aws.statuses("s")).isEmpty();
    }

    @Test
    void whetherRunningCountIncludesDeactivatingTasksIsASwitch() {
        aws.createService("s", 1, balanced());
        aws.advance(Duration.ofSeconds(10));
        aws.scale("s", 0);

        assertThat(aws.service("s").get("runningCount").asInt()).isZero();
        aws.world.switches().set(EcsSwitches.RUNNING_COUNT_INCLUDES_DEACTIVATING, true);
        assertThat(aws.service("s").get("runningCount").asInt()).isEqualTo(1);
    }

    @Test
    void aTargetGroupWithoutALoadBalancerIsRefused() {
        aws.targets.attached = false;
        assertThatThrownBy(() -> aws.createService("s", 1, balanced()))
                .hasMessage("The target group with targetGroupArn " + EcsBench.GROUP
                        + " does not have an associated load balancer.");
    }

    @Test
    void aMemberThatNothingHereHonoursIsRefusedByName() {
        assertThatThrownBy(() -> aws.createService("s", 1, ",'serviceRegistries':[{'registryArn':'a'}]"))
                .isInstanceOfSatisfying(AwsError.class, e -> {
                    assertThat(e.code()).isEqualTo("UnsupportedOperation");
                    assertThat(e.getMessage()).contains("serviceRegistries");
                });
    }

    @Test
    void elevenServicesAreTooManyToDescribeAndTagsComeOnlyWhenAskedFor() {
        aws.createService("s", 0, ",'tags':[{'key':'k','value':'v'}]");
        assertThat(aws.service("s").at("/tags/0/value").asText()).isEqualTo("v");
        assertThat(aws.call("DescribeServices", "{'cluster':'c','services':['s']}")
                        .at("/services/0/tags")
                        .isNull())
                .isTrue();
        String eleven = "'1','2','3','4','5','6','7','8','9','10','11'";
        assertThatThrownBy(() -> aws.call("DescribeServices", "{'cluster':'c','services':[" + eleven + "]}"))
                .isInstanceOf(AwsError.class);
    }

    @Test
    void servicesAreListedInPagesOfTenEvenWhileSomeVanish() {
        for (int i = 0; i < 25; i++) {
            aws.createService("s" + i, 0, "");
        }
        Set<String> seen = new TreeSet<>();
        String token = null;
        int pages = 0;
        do {
            JsonNode page = aws.call(
                    "ListServices", "{'cluster':'c'" + (token == null ? "" : ",'nextToken':'" + token + "'") + "}");
            seen.addAll(EcsBench.texts(page.get("serviceArns")));
            assertThat(page.get("serviceArns").size()).isLessThanOrEqualTo(10);
            token = page.get("nextToken").isNull()
                    ? null
                    : page.get("nextToken").asText();
            if (pages++ == 0) {
                // The first of the sorted names, seen already: its loss must not shift the pages.
                aws.call("DeleteService", "{'cluster':'c','service':'s0'}");
            }
        } while (token != null);

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(25);
    }

    @Test
    void aNewTaskDefinitionRollsOutBesideTheOldTasksAndThenReplacesThem() {
        aws.createService("s", 2, balanced());
        aws.advance(Duration.ofSeconds(10));
        aws.registerInertTask();
        aws.call("UpdateService", "{'cluster':'c','service':'s','taskDefinition':'f:2'}");
        assertThat(aws.service("s").get("deployments")).hasSize(2);

        aws.advance(Duration.ofSeconds(10));
        aws.targets.finishDraining();
        aws.advance(Duration.ofSeconds(10));
        JsonNode service = aws.service("s");
        assertThat(service.get("deployments")).hasSize(1);
        assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
        assertThat(service.get("taskDefinition").asText()).endsWith("f:2");
        assertThat(service.get("runningCount").asInt()).isEqualTo(2);
    }
}
