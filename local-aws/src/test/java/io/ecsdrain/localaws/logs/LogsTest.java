package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.links.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String GOOD =
            "{\"_aws\":{\"Timestamp\":1772359200000,\"CloudWatchMetrics\":[{\"Namespace\":\"N\",\"Dimensions\":[[\"d\"]],"
                    + "\"Metrics\":[{\"Name\":\"m\"}]}]},\"d\":\"x\",\"m\":3}";

    private final List<String> measured = new ArrayList<>();
    private final Logs logs = new Logs(
            new World("1", "r", TaskMode.INERT, () -> NOW),
            (namespace, name, dimensions, at, values, unit, resolution) ->
                    measured.add(namespace + " " + name + dimensions + " " + values.sum()));

    @Test
    void aBrokenLineIsKeptAndCountedAndTheNextOneMeasures() {
        logs.line("g", "p/c/1", GOOD.replace("\"m\":3", "\"m\":\"3\""));
        logs.line("g", "p/c/1", GOOD);
        assertThat(measured).containsExactly("N m{d=x} 3.0");
        assertThat(logs.brokenCount()).isEqualTo(1);
        assertThat(logs.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.reason()).contains("not a number");
            assertThat(broken.stream()).isEqualTo("p/c/1");
        });
        assertThat(logs.lines("g", "p/c/1")).hasSize(2);
    }

    @Test
    void onlyTheNewestLinesOfAStreamAreKept() {
        IntStream.range(0, 5_010).forEach(i -> logs.line("g", "s", "line " + i));
        assertThat(logs.lines("g", "s")).hasSize(5_000);
        assertThat(logs.lines("g", "s").get(0)).isEqualTo(new Logs.Line(NOW, "line 10"));
        assertThat(logs.streams("g")).containsExactly("s");
        assertThat(logs.groups()).containsExactly("g");
        assertThat(logs.lines("g", "other")).isEmpty();
    }
}
