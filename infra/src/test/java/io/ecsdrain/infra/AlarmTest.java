package io.ecsdrain.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class AlarmTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:on-call";
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private final Template template =
            Synth.of(Map.of("alarmTopicArn", TOPIC, "drainAlarmHours", "2.5")).template();

    @Test
    void everyAlarmNotifiesTheTopic() {
        template.resourceCountIs(ALARM, 4);
        template.allResourcesProperties(ALARM, Map.of("AlarmActions", List.of(TOPIC)));
    }

    @Test
    void aReaperThatFailsTwiceInThreeRunsIsSaidAndOneThatDoesNotRunIsAnothersBusiness() {
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "Namespace", "AWS/Lambda",
                        "MetricName", "Errors",
                        "Period", 300,
                        "EvaluationPeriods", 3,
                        "DatapointsToAlarm", 2,
                        "Threshold", 1,
                        "TreatMissingData", "notBreaching"));
    }

    @Test
    void aReaperThatIsNeverStartedReportsNothingAndThatIsTheAlarm() {
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "Namespace", "AWS/Lambda",
                        "MetricName", "Invocations",
                        "ComparisonOperator", "LessThanThreshold",
                        "Period", 300,
                        "EvaluationPeriods", 3,
                        "TreatMissingData", "breaching"));
    }

    @Test
    void aDeploymentThatDrainsForLongerThanTheLimitIsSaid() {
        template.hasResourceProperties(ALARM, ofName("OldestDrainSeconds", "Maximum", 9000, "GreaterThanThreshold"));
    }

    @Test
    void aForcedRetirementIsSaid() {
        template.hasResourceProperties(ALARM, ofName("Forced", "Sum", 1, "GreaterThanOrEqualToThreshold"));
    }

    @Test
    void byDefaultTheLimitIsThreeQuartersOfMaxAge() {
        Template defaults = Synth.baseline().template();

        defaults.hasResourceProperties(
                ALARM,
                Map.of("MetricName", "OldestDrainSeconds", "Threshold", 36 * 3600, "AlarmActions", Match.absent()));
    }

    /** An alarm cannot search, and which names there are is not known. */
    @Test
    void forEveryNameOnlyTheReaperItselfIsWatched() {
        Template every = Synth.of(Map.of("deploymentName", "*")).template();

        every.resourceCountIs(ALARM, 2);
        every.allResourcesProperties(ALARM, Map.of("Namespace", "AWS/Lambda"));
    }

    @Test
    void alarmsAndDashboardCanBeSwitchedOff() {
        Template quiet = Synth.of(Map.of("taskEvents", "false", "alarms", "false", "dashboard", "false"))
                .template();

        quiet.resourceCountIs(ALARM, 0);
        quiet.resourceCountIs("AWS::CloudWatch::Dashboard", 0);
    }

    private static Map<String, Object> ofName(String metric, String statistic, int threshold, String comparison) {
        return Map.of(
                "Namespace", "App/Drain",
                "MetricName", metric,
                "Dimensions", List.of(Map.of("Name", "deployment_name", "Value", "app")),
                "Statistic", statistic,
                "Threshold", threshold,
                "ComparisonOperator", comparison,
                "TreatMissingData", "notBreaching");
    }
}
