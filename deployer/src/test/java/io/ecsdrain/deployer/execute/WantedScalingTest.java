package io.ecsdrain.deployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.lifecycle.plan.facts.Bounds;
import io.ecsdrain.lifecycle.plan.facts.ScalingOriginals;
import io.ecsdrain.lifecycle.plan.facts.Suspension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;

/** What of another service's scaling is copied. */
class WantedScalingTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ScalingOriginals TARGET =
            new ScalingOriginals(new Bounds(1, 3), new Suspension(false, false, false));

    @Test
    void whatAwsLearnedOfOneServiceIsLeftOut() {
        assertThat(WantedScaling.of(
                                TARGET,
                                List.of(
                                        policy("cpu", PolicyType.TARGET_TRACKING_SCALING),
                                        policy("steps", PolicyType.STEP_SCALING),
                                        policy("foresight", PolicyType.PREDICTIVE_SCALING)),
                                List.of(),
                                NOW)
                        .policies())
                .extracting(PutScalingPolicyRequest::policyName)
                .containsExactly("cpu", "steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 22 * * ? *)||true",
                "cron(0 22 * * ? *)|2026-06-01T11:59:59Z|false",
                "cron(0 22 * * ? *)|2026-06-01T12:00:01Z|true",
                "at(2026-06-01T11:59:59)||false",
                "at(2026-06-01T12:00:01)||true",
                "at(someday)||true"
            })
    void aScheduleThatIsOverIsLeftOut(String schedule, Instant end, boolean copied) {
        assertThat(copied(ScheduledAction.builder().schedule(schedule).endTime(end)))
                .hasSize(copied ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, false", "America/New_York, true", "UTC, true"})
    void aTimeIsMeantInItsZone(String zone, boolean copied) {
        assertThat(copied(ScheduledAction.builder()
                        .schedule("at(2026-06-01T13:00:00)")
                        .timezone(zone)))
                .hasSize(copied ? 1 : 0);
    }

    @Test
    void aStartThatIsOverIsNotSaidAgain() {
        ScheduledAction.Builder daily = ScheduledAction.builder().schedule("rate(1 day)");
        assertThat(copied(daily.startTime(NOW.minusSeconds(1))).get(0).startTime())
                .isNull();
        assertThat(copied(daily.startTime(NOW.plusSeconds(1))).get(0).startTime())
                .isEqualTo(NOW.plusSeconds(1));
    }

    private static List<PutScheduledActionRequest> copied(ScheduledAction.Builder action) {
        return WantedScaling.of(TARGET, List.of(), List.of(action.build()), NOW).actions();
    }

    private static ScalingPolicy policy(String name, PolicyType type) {
        return ScalingPolicy.builder().policyName(name).policyType(type).build();
    }
}
