package io.ecsdrain.localaws.ecs;

import static io.ecsdrain.localaws.ecs.EcsBench.balanced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a service may be deleted, and what is seen of it afterwards. */
class ServiceDeletionTest {

    private final EcsBench aws = new EcsBench();

    @BeforeEach
    void registerTheTaskDefinition() {
        aws.registerInertTask();
    }

    @Test
    void aDeletedServiceVanishesFromTheListButIsDescribedAsDrainingThenInactiveThenMissing() {
        aws.createService("s", 1, balanced());
        aws.advance(Duration.ofSeconds(10));
        aws.scale("s", 0);
        aws.call("DeleteService", "{'cluster':'c','service':'s'}");

        assertThat(aws.call("ListServices", "{'cluster':'c'}").get("serviceArns"))
                .isEmpty();
        assertThat(aws.service("s").get("status").asText()).isEqualTo("DRAINING");
        assertThatThrownBy(() -> aws.createService("s", 1, "")).hasMessageContaining("still Draining");
        assertThatThrownBy(() -> aws.scale("s", 1)).isInstanceOfSatisfying(AwsError.class, e -> assertThat(e.code())
                .isEqualTo("ServiceNotActiveException"));

        aws.targets.finishDraining();
        aws.advance(Duration.ofSeconds(5));
        assertThat(aws.service("s").get("status").asText()).isEqualTo("INACTIVE");
        aws.advance(Duration.ofMinutes(61));
        JsonNode answer = aws.call("DescribeServices", "{'cluster':'c','services':['s']}");
        assertThat(answer.get("services")).isEmpty();
        assertThat(answer.at("/failures/0/reason").asText()).isEqualTo("MISSING");
    }

    @Test
    void anInactiveServicesNameMayBeTakenAgainAndAnActiveOnesMayNot() {
        aws.createService("s", 0, "");
        assertThatThrownBy(() -> aws.createService("s", 0, "")).hasMessage("Creation of service was not idempotent.");
        aws.call("DeleteService", "{'cluster':'c','service':'s'}");
        aws.advance(Duration.ofSeconds(1));

        assertThat(aws.createService("s", 0, "").at("/service/status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void aServiceScaledAboveZeroIsDeletedOnlyByForce() {
        aws.createService("s", 1, "");
        assertThatThrownBy(() -> aws.call("DeleteService", "{'cluster':'c','service':'s'}"))
                .hasMessage("The service cannot be stopped while it is scaled above 0.");

        aws.call("DeleteService", "{'cluster':'c','service':'s','force':true}");
        aws.advance(Duration.ofSeconds(1));
        assertThat(aws.service("s").get("status").asText()).isEqualTo("INACTIVE");
    }

    @Test
    void whetherDeletingWithTasksStillRunningIsRefusedIsASwitch() {
        aws.createService("s", 1, balanced());
        aws.advance(Duration.ofSeconds(10));
        aws.scale("s", 0);
        aws.world.switches().set(EcsSwitches.DELETE_REFUSED_WHILE_TASKS_RUN, true);

        assertThatThrownBy(() -> aws.call("DeleteService", "{'cluster':'c','service':'s'}"))
                .hasMessageContaining("running tasks");
        aws.world.switches().set(EcsSwitches.DELETE_REFUSED_WHILE_TASKS_RUN, false);
        aws.call("DeleteService", "{'cluster':'c','service':'s'}");
        assertThat(aws.service("s").get("status").asText()).isEqualTo("DRAINING");
    }
}
