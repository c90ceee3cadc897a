package io.ecsdrain.localaws.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

/** Scheduled actions, over the wire. */
class ScheduledActionsTest {

    private final WiredService service = new WiredService();
    private final ApplicationAutoScalingClient scaling = service.scaling;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void itNeedsAScalableTargetAScheduleAndBounds() {
        PutScheduledActionRequest night = night().build();
        assertThatThrownBy(() -> scaling.putScheduledAction(night)).isInstanceOf(ObjectNotFoundException.class);
        service.register();

        assertThatThrownBy(() -> scaling.putScheduledAction(
                        night.toBuilder().schedule("at night").build()))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scaling.putScheduledAction(
                        night.toBuilder().scalableTargetAction(bounds -> {}).build()))
                .isInstanceOf(ValidationException.class);
        assertThat(actions()).isEmpty();
    }

    @Test
    void putAgainItKeepsItsArnAndWhatIsNotSaidButForgetsItsTimes() {
        service.register();
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        scaling.putScheduledAction(
                night().timezone("Europe/Berlin").endTime(end).build());
        ScheduledAction first = actions().get(0);
        assertThat(first.endTime()).isEqualTo(end);

        scaling.putScheduledAction(night().schedule(null).build());

        assertThat(actions()).singleElement().satisfies(again -> {
            assertThat(again.scheduledActionARN()).isEqualTo(first.scheduledActionARN());
            assertThat(again.schedule()).isEqualTo("cron(0 22 * * ? *)");
            assertThat(again.timezone()).isEqualTo("Europe/Berlin");
            assertThat(again.scalableTargetAction().maxCapacity()).isEqualTo(1);
            assertThat(again.endTime()).isNull();
        });
    }

    @Test
    void theyGoOneByOneOrWithTheirTarget() {
        service.register();
        scaling.putScheduledAction(night().build());
        scaling.putScheduledAction(night().scheduledActionName("day").build());

        scaling.deleteScheduledAction(delete -> delete.scheduledActionName("day")
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
        assertThat(actions()).extracting(ScheduledAction::scheduledActionName).containsExactly("night");

        scaling.deregisterScalableTarget(deregister -> deregister
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
        assertThat(actions()).isEmpty();
    }

    @Test
    void theyComeInPages() {
        service.register();
        for (int i = 0; i < 53; i++) {
            scaling.putScheduledAction(night().scheduledActionName("night" + i).build());
        }

        assertThat(scaling.describeScheduledActions(describe -> describe.serviceNamespace(ServiceNamespace.ECS))
                        .scheduledActions())
                .hasSize(50);
        assertThat(actions()).hasSize(53);
    }

    private static PutScheduledActionRequest.Builder night() {
        return PutScheduledActionRequest.builder()
                .scheduledActionName("night")
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(WiredService.ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .schedule("cron(0 22 * * ? *)")
                .scalableTargetAction(bounds -> bounds.minCapacity(0).maxCapacity(1));
    }

    private List<ScheduledAction> actions() {
        return scaling
                .describeScheduledActionsPaginator(describe ->
                        describe.serviceNamespace(ServiceNamespace.ECS).resourceId(WiredService.ID))
                .stream()
                .flatMap(page -> page.scheduledActions().stream())
                .toList();
    }
}
