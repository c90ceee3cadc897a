package io.ecsdrain.bench.retire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table in benchmarks.md. */
final class RetireTable {

    /** What CloudWatch asks for a custom metric and month, as docs/scale-and-cost.md has it. */
    private static final double USD = 0.30;

    private RetireTable() {}

    static String of(List<Measured> all) {
        return "| readiness by | tasks | live sidecars | quiet, settle, s | drains | desired 0, median, s | p95, s | deleted, median, s | metrics, USD a month |\n"
                + "|---|---|---|---|---|---|---|---|---|\n"
                + all.stream().map(RetireTable::row).collect(Collectors.joining());
    }

    static String row(Measured measured) {
        Way way = measured.way();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d, %d | %d | %d | %d | %d | %.2f |%n",
                way.words(),
                way.tasks(),
                way.live(),
                way.quiet(),
                way.settle(),
                measured.drains().size(),
                measured.medianZero(),
                measured.p95Zero(),
                measured.medianGone(),
                measured.metrics() * USD);
    }
}
