package io.ecsdrain.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** What goes wrong, as the SDK sees it: an exception of its own class, or a failure beside what was found. */
class EcsErrorsOverTheWireTest extends OnAnEcs {

    @Test
    void errorsAreTheSdksOwnClasses() {
        create("s", 1);
        assertThatThrownBy(() -> ecs.deleteService(delete -> delete.cluster("c").service("s")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("scaled above 0");
        assertThatThrownBy(() -> ecs.updateService(update -> update.cluster("c").service("none")))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThatThrownBy(() -> ecs.listTasks(list -> list.cluster("none")))
                .isInstanceOfSatisfying(
                        EcsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ClusterNotFoundException"));
    }

    @Test
    void missingServicesTasksAndClustersAreFailuresNotErrors() {
        assertThat(ecs.describeServices(describe -> describe.cluster("c").services("none"))
                        .failures())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.reason()).isEqualTo("MISSING");
                    assertThat(each.arn()).endsWith("service/c/none");
                });
        assertThat(ecs.describeTasks(describe -> describe.cluster("c").tasks("0".repeat(32)))
                        .failures())
                .hasSize(1);
        assertThat(ecs.describeClusters(describe -> describe.clusters("none")).failures())
                .hasSize(1);
    }
}
