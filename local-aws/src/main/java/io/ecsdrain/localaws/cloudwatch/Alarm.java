package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.AlarmEvaluation.Missing;
import io.ecsdrain.localaws.cloudwatch.AlarmEvaluation.Point;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.CompositeAlarm;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.MetricAlarm;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.PutCompositeInput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.PutInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One alarm and its state. */
final class Alarm {

    private final String arn;
    private final Optional<PutInput> metric;
    private final Optional<PutCompositeInput> composite;
    private final Instant configured;
    private AlarmState state = AlarmState.INSUFFICIENT_DATA;
    private String reason = "Unchecked: Initial alarm creation";
    private Instant updated;
    private Instant transitioned;
    private Instant evaluated = Instant.MIN;

    private Alarm(String arn, Optional<PutInput> metric, Optional<PutCompositeInput> composite, Instant now) {
        this.arn = arn;
        this.metric = metric;
        this.composite = composite;
        this.configured = now;
        this.updated = now;
        this.transitioned = now;
    }

    static Alarm of(String arn, PutInput settings, Instant now) {
        return new Alarm(arn, Optional.of(settings), Optional.empty(), now);
    }

    static Alarm of(String arn, PutCompositeInput settings, Instant now) {
        return new Alarm(arn, Optional.empty(), Optional.of(settings), now);
    }

    /** The same with the state of the one that it replaces: an alarm that is put again keeps its state. */
    Alarm inPlaceOf(Alarm old) {
        state = old.state;
        reason = old.reason;
        updated = old.updated;
        transitioned = old.transitioned;
        return this;
    }

    AlarmState state() {
        return state;
    }

    void state(AlarmState next, String why, Instant now) {
        if (next != state) {
            transitioned = now;
        }
        state = next;
        reason = why;
        updated = now;
    }

    /**
     * Looks at the metric once for each of its periods, and at most once a minute for those that are longer.
     *
     * @param furtherPeriods how many periods it looks at beyond the deciding ones, where points are missing
     */
    void evaluate(MetricStore store, int furtherPeriods, Instant now) {
        if (metric.isEmpty()) {
            return;
        }
        PutInput settings = metric.get();
        long every = Math.min(settings.period(), 60);
        Instant due = Instant.ofEpochSecond(now.getEpochSecond() / every * every);
        if (!due.isAfter(evaluated)) {
            return;
        }
        evaluated = due;
        AlarmEvaluation evaluation = evaluation(settings);
        List<Point> points = points(settings, settings.evaluationPeriods() + furtherPeriods, store, now);
        AlarmState next = evaluation.of(points, state);
        if (next != state) {
            state(next, reason(settings, points), now);
        }
    }

    private static AlarmEvaluation evaluation(PutInput settings) {
        int toAlarm =
                settings.datapointsToAlarm() == null ? settings.evaluationPeriods() : settings.datapointsToAlarm();
        Missing missing = Stream.of(Missing.values())
                .filter(each -> each.word().equals(settings.treatMissingData()))
                .findFirst()
                .orElse(Missing.MISSING);
        return new AlarmEvaluation(settings.evaluationPeriods(), toAlarm, missing);
    }

    /** Of the periods that are over, the newest first. */
    private static List<Point> points(PutInput settings, int range, MetricStore store, Instant now) {
        int period = settings.period();
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() / period * period);
        Window window = Window.of(end.minusSeconds((long) range * period), end, period, now, true);
        MetricKey key = MetricKey.of(settings.namespace(), settings.metricName(), settings.dimensions());
        Map<Instant, Samples> periods = store.periods(key, window, settings.unit());
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= range; i++) {
            Samples samples = periods.get(end.minusSeconds((long) i * period));
            points.add(samples == null ? Point.MISSING : point(settings, samples.statistic(settings.statistic())));
        }
        return points;
    }

    private static Point point(PutInput settings, double value) {
        double threshold = settings.threshold();
        boolean breaching =
                switch (Comparison.valueOf(settings.comparisonOperator())) {
                    case GreaterThanOrEqualToThreshold -> value >= threshold;
                    case GreaterThanThreshold -> value > threshold;
                    case LessThanThreshold -> value < threshold;
                    case LessThanOrEqualToThreshold -> value <= threshold;
                };
        return breaching ? Point.BREACHING : Point.WITHIN;
    }

    private static String reason(PutInput settings, List<Point> points) {
        // Those that decide: a late one may lie beyond the latest periods.
        long breaching = points.stream()
                .filter(point -> point != Point.MISSING)
                .limit(settings.evaluationPeriods())
                .filter(point -> point == Point.BREACHING)
                .count();
        return "Threshold Crossed: " + breaching + " of the last " + settings.evaluationPeriods()
                + " datapoints breached the threshold (" + settings.threshold() + ")";
    }

    Optional<MetricAlarm> metricAlarm() {
        return metric.map(in -> new MetricAlarm(
                in.alarmName(),
                arn,
                in.alarmDescription(),
                configured,
                !Boolean.FALSE.equals(in.actionsEnabled()),
                listed(in.oKActions()),
                listed(in.alarmActions()),
                listed(in.insufficientDataActions()),
                state.name(),
                reason,
                updated,
                transitioned,
                in.metricName(),
                in.namespace(),
                in.statistic(),
                listed(in.dimensions()),
                in.period(),
                in.unit(),
                in.evaluationPeriods(),
                in.datapointsToAlarm(),
                in.threshold(),
                in.comparisonOperator(),
                in.treatMissingData()));
    }

    Optional<CompositeAlarm> compositeAlarm() {
        return composite.map(in -> new CompositeAlarm(
                in.alarmName(),
                arn,
                in.alarmRule(),
                in.alarmDescription(),
                state.name(),
                reason,
                updated,
                transitioned));
    }

    private static <T> List<T> listed(List<T> list) {
        return list == null ? List.of() : list;
    }

    /** ComparisonOperator, without those of anomaly detection; AWS's own spelling. */
    enum Comparison {
        GreaterThanOrEqualToThreshold,
        GreaterThanThreshold,
        LessThanThreshold,
        LessThanOrEqualToThreshold
    }
}
