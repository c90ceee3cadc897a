package io.ecsdrain.localaws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.cloudwatch.AlarmEvaluation.Missing;
import io.ecsdrain.localaws.cloudwatch.AlarmEvaluation.Point;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points are written newest first: X breaches, 0 does not, - is missing. */
class AlarmEvaluationTest {

    private static List<Point> points(String text) {
        return text.chars()
                .mapToObj(each -> each == 'X' ? Point.BREACHING : each == '0' ? Point.WITHIN : Point.MISSING)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "XXX00, 3, 3, ALARM",
        "XX0XX, 3, 3, OK",
        "X0X00, 3, 2, ALARM",
        "0X0XX, 3, 2, OK",
        // Older points take the place of missing ones.
        "-XX-X, 3, 3, ALARM",
        "-XX-0, 3, 3, OK",
        "--X0X, 3, 2, ALARM",
        "X--, 1, 1, ALARM",
        "-0X, 1, 1, OK"
    })
    void enoughPointsDecideWhateverMissingOnesCountAs(String points, int periods, int toAlarm, AlarmState state) {
        for (Missing missing : Missing.values()) {
            for (AlarmState before : AlarmState.values()) {
                assertThat(new AlarmEvaluation(periods, toAlarm, missing).of(points(points), before))
                        .as(missing.word())
                        .isEqualTo(state);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // points, periods, to alarm, missing, ignore, breaching, notBreaching; before: ALARM
        "-----, 3, 3, INSUFFICIENT_DATA, ALARM, ALARM, OK",
        "0----, 3, 3, OK, OK, OK, OK",
        "0--X-, 3, 2, OK, OK, ALARM, OK",
        "--X--, 3, 3, ALARM, ALARM, ALARM, OK",
        "X----, 3, 3, OK, ALARM, ALARM, OK",
        "X----, 3, 1, ALARM, ALARM, ALARM, ALARM"
    })
    void whatIsMissingCountsAsTheAlarmSays(
            String points,
            int periods,
            int toAlarm,
            AlarmState missing,
            AlarmState ignore,
            AlarmState breaching,
            AlarmState notBreaching) {
        AlarmState[] expected = {missing, ignore, breaching, notBreaching};
        for (Missing each : Missing.values()) {
            assertThat(new AlarmEvaluation(periods, toAlarm, each).of(points(points), AlarmState.ALARM))
                    .as(each.word())
                    .isEqualTo(expected[each.ordinal()]);
        }
    }
}
