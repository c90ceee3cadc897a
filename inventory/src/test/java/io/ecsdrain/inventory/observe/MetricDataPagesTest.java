package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.Evidence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class MetricDataPagesTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final MetricDataPages pages = new MetricDataPages();

    private void page(String id, StatusCode status, int fromMinute, double... values) {
        MetricDataResult.Builder result = MetricDataResult.builder().id(id).statusCode(status);
        List<Double> all = java.util.Arrays.stream(values).boxed().toList();
        List<Instant> times = java.util.stream.IntStream.range(0, values.length)
                .mapToObj(index -> T0.plusSeconds(60L * (fromMinute + index)))
                .toList();
        pages.add(result.values(all).timestamps(times).build());
    }

    private static Evidence.Point point(int minute, double value) {
        return new Evidence.Point(T0.plusSeconds(60L * minute), value);
    }

    @Test
    void partialPagesAreAppendedUntilTheLastIsComplete() {
        page("m0", StatusCode.PARTIAL_DATA, 0, 0, 1);
        page("m1", StatusCode.COMPLETE, 0, 1);
        page("m0", StatusCode.COMPLETE, 2, 1);
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Points(List.of(point(0, 0), point(1, 1), point(2, 1))));
        assertThat(pages.of("m1")).isEqualTo(new Evidence.Points(List.of(point(0, 1))));
    }

    @Test
    void aPeriodThatComesTwiceKeepsItsLowestValue() {
        page("m0", StatusCode.PARTIAL_DATA, 0, 0);
        page("m0", StatusCode.COMPLETE, 0, 1);
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Points(List.of(point(0, 0))));
    }

    @Test
    void completeWithoutPointsIsATaskThatSaidNothing() {
        page("m0", StatusCode.COMPLETE, 0);
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Points(List.of()));
    }

    @Test
    void partialDataToTheEndIsUnread() {
        page("m0", StatusCode.PARTIAL_DATA, 0, 1, 1, 1);
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Unread("GetMetricData: PartialData to the end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"InternalError", "Forbidden", "SomethingNew"})
    void anyOtherStatusIsUnreadEvenIfALaterPageIsComplete(String status) {
        pages.add(MetricDataResult.builder().id("m0").statusCode(status).build());
        page("m0", StatusCode.COMPLETE, 0, 1, 1, 1);
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Unread("GetMetricData: " + status));
    }

    @Test
    void anIdThatNeverCameIsUnread() {
        assertThat(pages.of("m0")).isEqualTo(new Evidence.Unread("GetMetricData: no answer"));
    }

    @Test
    void valuesWithoutTheirTimesAreUnread() {
        pages.add(MetricDataResult.builder()
                .id("m0")
                .statusCode(StatusCode.COMPLETE)
                .values(1.0, 1.0)
                .timestamps(T0)
                .build());
        assertThat(pages.of("m0")).isInstanceOf(Evidence.Unread.class);
    }
}
