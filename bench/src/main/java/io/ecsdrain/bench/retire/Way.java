package io.ecsdrain.bench.retire;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How a deployment is retired.
 *
 * @param evidence where readiness is read
 * @param subscription whether lines start a run beside the schedule
 * @param tasks of the draining deployment
 * @param live sidecars of the live deployment, which read their state beside
 * @param quiet DRAIN_QUIET_SECONDS
 * @param settle DRAIN_SETTLE_SECONDS
 * @param late whether a client comes after the parking, by a node that does not know of it yet
 */
record Way(Evidence evidence, boolean subscription, int tasks, int live, int quiet, int settle, boolean late) {

    private static final int QUIET = 20;
    private static final int SETTLE = 30;
    private static final int MANY = 1_000;
    private static final long MOST_WITH_SUBSCRIPTION = 90;
    private static final long MOST = 150;

    /** Where the reaper reads readiness. */
    enum Evidence {
        LOG("log", Map.of("EVIDENCE", "log")),
        METRIC("metric, 2 periods of 60 s", Map.of("PERIOD", "60", "CONSEC", "2")),
        METRIC_OF_PRODUCTION("metric, 3 periods of 300 s", Map.of("PERIOD", "300", "CONSEC", "3"));

        final String words;

        /** The reaper's variables of it. */
        final Map<String, String> variables;

        Evidence(String words, Map<String, String> variables) {
            this.words = words;
            this.variables = variables;
        }
    }

    static Way byLog(boolean subscription, int tasks) {
        return new Way(Evidence.LOG, subscription, tasks, 2, QUIET, SETTLE, false);
    }

    static Way byMetric(Evidence evidence, int tasks) {
        return new Way(evidence, false, tasks, 2, QUIET, SETTLE, false);
    }

    Way waiting(int otherQuiet, int otherSettle) {
        return new Way(evidence, subscription, tasks, live, otherQuiet, otherSettle, late);
    }

    Way beside(int otherLive) {
        return new Way(evidence, subscription, tasks, otherLive, quiet, settle, late);
    }

    Way withALateClient() {
        return new Way(evidence, subscription, tasks, live, quiet, settle, true);
    }

    boolean isOfMany() {
        return tasks + live >= MANY;
    }

    /** The most seconds that the 95th percentile may take, where there is such a bound. */
    OptionalLong bound() {
        boolean defaults = quiet == QUIET && settle == SETTLE && !late;
        return evidence == Evidence.LOG && defaults
                ? OptionalLong.of(subscription ? MOST_WITH_SUBSCRIPTION : MOST)
                : OptionalLong.empty();
    }

    /** As its row in the table begins. */
    String words() {
        return evidence.words + (subscription ? ", subscription" : "") + (late ? ", a late client" : "");
    }
}
