package io.ecsdrain.bench.canary;

import java.util.List;
import java.util.Locale;

/** The tables in benchmarks.md. */
final class CanaryTable {

    private static final double MILLIS = 1_000;

    private CanaryTable() {}

    static String of(LedOver led) {
        StringBuilder text =
                new StringBuilder("| weight, % | new clients | on the canary | share, % |\n|---|---|---|---|\n");
        led.steps()
                .forEach(step -> text.append(String.format(
                        Locale.ROOT,
                        "| %d | %d | %d | %.2f |%n",
                        step.percent(),
                        step.clients(),
                        step.onCanary(),
                        step.share())));
        Tally.Counts counts = led.counts();
        return text.append(String.format(
                        Locale.ROOT,
                        "%nOf %d requests %d failed, and %d met another version than their client's.%n",
                        counts.visits(),
                        counts.failed() + counts.errors(),
                        counts.moved()))
                .toString();
    }

    static String of(List<Aborted> all) {
        StringBuilder text = new StringBuilder(
                "| ended by | shown until led back, s | new clients after it | on the canary | websockets | cut | they went on, min | requests | failed by its bug | failed otherwise | another version |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|\n");
        all.forEach(each -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                each.judge().words,
                each.took().toMillis() / MILLIS,
                each.later(),
                each.laterOnCanary(),
                each.sessions(),
                each.cut(),
                each.wentOn().toMinutes(),
                each.counts().visits(),
                each.counts().errors(),
                each.counts().failed(),
                each.counts().moved())));
        return text.toString();
    }
}
