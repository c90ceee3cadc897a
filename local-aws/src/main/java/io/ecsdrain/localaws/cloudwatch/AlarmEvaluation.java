package io.ecsdrain.localaws.cloudwatch;

import java.util.List;

/**
 * Which state an alarm has by the newest points of its metric (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">alarm evaluation</a>, <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">missing data</a>).
 *
 * @param evaluationPeriods how many points decide
 * @param datapointsToAlarm how many of them have to breach, at most {@code evaluationPeriods}
 * @param missing what a missing point counts as
 */
record AlarmEvaluation(int evaluationPeriods, int datapointsToAlarm, Missing missing) {

    /** One period of the metric against the threshold. */
    enum Point {
        BREACHING,
        WITHIN,
        MISSING
    }

    /** TreatMissingData. */
    enum Missing {
        MISSING("missing"),
        IGNORE("ignore"),
        BREACHING("breaching"),
        NOT_BREACHING("notBreaching");

        private final String word;

        Missing(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** @param newestFirst one point for each period that is looked at, at least {@code evaluationPeriods} */
    AlarmState of(List<Point> newestFirst, AlarmState before) {
        List<Point> there =
                newestFirst.stream().filter(point -> point != Point.MISSING).toList();
        List<Point> deciding = there.subList(0, Math.min(there.size(), evaluationPeriods));
        long breaching =
                deciding.stream().filter(point -> point == Point.BREACHING).count();
        if (breaching >= datapointsToAlarm) {
            return AlarmState.ALARM;
        }
        if (deciding.size() == evaluationPeriods) {
            return AlarmState.OK;
        }
        return withMissing(newestFirst, deciding, breaching, before);
    }

    private AlarmState withMissing(List<Point> newestFirst, List<Point> deciding, long breaching, AlarmState before) {
        boolean none = deciding.isEmpty();
        int absent = evaluationPeriods - deciding.size();
        return switch (missing) {
            case BREACHING -> breaching + absent >= datapointsToAlarm ? AlarmState.ALARM : AlarmState.OK;
            case NOT_BREACHING -> AlarmState.OK;
            case IGNORE -> deciding.contains(Point.WITHIN) ? AlarmState.OK : before;
            case MISSING ->
                none
                        ? AlarmState.INSUFFICIENT_DATA
                        : breachesSinceLongEnough(newestFirst) ? AlarmState.ALARM : AlarmState.OK;
        };
    }

    /**
     * "The oldest available breaching datapoint during the Evaluation Periods number of data points is at least as old
     * as the value of Datapoints to Alarm, and all other more recent data points are breaching or missing."
     */
    private boolean breachesSinceLongEnough(List<Point> newestFirst) {
        int oldest = newestFirst.subList(0, evaluationPeriods).lastIndexOf(Point.BREACHING);
        return oldest + 1 >= datapointsToAlarm
                && !newestFirst.subList(0, oldest).contains(Point.WITHIN);
    }
}
