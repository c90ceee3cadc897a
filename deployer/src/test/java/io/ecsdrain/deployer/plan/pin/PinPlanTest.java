package io.ecsdrain.deployer.plan.pin;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinPlanTest {

    private final Names names = new Names("app");

    private PinPlan plan(boolean pinned, Optional<Duration> length) {
        return PinPlan.of(
                names.view(60),
                new PinRequest(
                        new Target("prod", Optional.empty(), Optional.empty()),
                        names.key("v1"),
                        pinned,
                        length,
                        OutputFormat.TEXT));
    }

    private TagService until(String text) {
        return new TagService("svc-app-v1", names.arn(names.key("v1")), Map.of(Tags.PINNED_UNTIL, text));
    }

    @Test
    void withoutATimeItIsPinnedUntilItIsUnpinned() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 30);

        PinPlan plan = plan(true, Optional.empty());

        assertThat(plan.write()).contains(until("forever"));
        assertThat(plan.summary()).startsWith("app v1 is pinned until it is unpinned");
        assertThat(plan.remarks()).isEmpty();
    }

    @Test
    void aTimeCountsFromNowInWholeSeconds() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 30);

        PinPlan plan = plan(true, Optional.of(Duration.ofMillis(90_900)));

        assertThat(plan.write()).contains(until("2026-01-01T00:02:30Z"));
        assertThat(plan.summary()).startsWith("app v1 is pinned until 2026-01-01T00:02:30Z: it is neither retired");
    }

    @Test
    void thatItIsPinnedSoAlreadyNeedsNoWrite() {
        names.tagged("v1", 0, "draining").tag("v1", Tags.PINNED_UNTIL, "forever");

        assertThat(plan(true, Optional.empty()).write()).isEmpty();
        assertThat(plan(true, Optional.of(Duration.ofHours(1))).write()).contains(until("2026-01-01T01:01:00Z"));
    }

    @Test
    void unpinningLeavesTheTimeBecauseAgeCountsFromIt() {
        names.tagged("v1", 0, "draining").tag("v1", Tags.PINNED_UNTIL, "forever");

        assertThat(plan(false, Optional.empty()).write()).contains(until("2026-01-01T00:01:00Z"));
        assertThat(plan(false, Optional.empty()).summary()).contains("not pinned any more");
    }

    @Test
    void whatIsNotPinnedOrNotAnyMoreStaysAsItIs() {
        names.tagged("v1", 0, "draining");
        assertThat(plan(false, Optional.empty()).write()).isEmpty();

        names.tag("v1", Tags.PINNED_UNTIL, "2026-01-01T00:00:59Z");
        assertThat(plan(false, Optional.empty()).write()).isEmpty();
        assertThat(plan(false, Optional.empty()).summary()).isEqualTo("app v1 is not pinned");
    }

    @Test
    void ofALiveOneAndOfOneAtZeroItIsSaidWhatThePinMeans() {
        names.tagged("v1", 0, "active").state("v1", "active", 30).desired("v1", 0);

        assertThat(plan(true, Optional.empty()).remarks())
                .satisfiesExactly(live -> assertThat(live).contains("it is live"), zero -> assertThat(zero)
                        .contains("./drain rollback --deployment-name app --to v1"));
    }

    @Test
    void oneWithoutAServiceOrBeingDeletedIsRefused() {
        names.state("v1", "draining", 30);
        assertThat(plan(true, Optional.empty()).refusal()).get().asString().contains("has no service");

        names.tagged("v1", 0, "retired");
        assertThat(plan(true, Optional.empty()).refusal()).get().asString().contains("is being deleted");
        assertThat(plan(false, Optional.empty()).refusal()).isPresent();
        assertThat(plan(false, Optional.empty()).write()).isEmpty();
    }
}
