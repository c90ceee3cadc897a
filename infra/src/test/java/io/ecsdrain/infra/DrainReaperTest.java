package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class DrainReaperTest {

    private static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";

    @TempDir
    Path folder;

    @Test
    void productionRunsEveryFiveMinutesWithThePlansNumbers() {
        Template template = Template.fromStack(Synth.stack(folder, Map.of()));

        template.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(5 minutes)"));
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                environment(Map.of(
                        "CLUSTER", "main", "CONSEC", "3", "PERIOD", "300", "MIN_AGE_SEC", "120", "MAX_AGE_HR", "48")));
    }

    @Test
    void testingRunsEveryMinuteWithThePlansNumbersForOneNameBehindOneListener() {
        Template template = Template.fromStack(
                Synth.stack(folder, Map.of("profile", "testing", "deploymentName", "app", "listenerArn", LISTENER)));

        template.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(1 minute)"));
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                environment(Map.of(
                        "CLUSTER", "main",
                        "DEPLOYMENT_NAME", "app",
                        "LISTENER_ARN", LISTENER,
                        "CONSEC", "2",
                        "PERIOD", "60",
                        "MIN_AGE_SEC", "60",
                        "MAX_AGE_HR", "1.0")));
    }

    @Test
    void aDryRunIsTheFunctionsVariable() {
        Template template = Template.fromStack(Synth.stack(folder, Map.of("dryRun", "true")));

        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of("Environment", Map.of("Variables", Match.objectLike(Map.of("DRY_RUN", "true")))));
    }

    @Test
    void theFunctionRunsTheReapersHandlerAndEndsBeforeTheNextTick() {
        Template template = Template.fromStack(Synth.stack(folder, Map.of("profile", "testing")));

        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of("Runtime", "java25", "Handler", "io.ecsdrain.reaper.LambdaHandler", "Timeout", 55));
    }

    @Test
    void aLateOrFailedTickIsNotRepeated() {
        Template template = Template.fromStack(Synth.stack(folder, Map.of()));

        template.hasResourceProperties(
                "AWS::Lambda::EventInvokeConfig", Map.of("MaximumRetryAttempts", 0, "MaximumEventAgeInSeconds", 60));
        template.hasResourceProperties(
                "AWS::Events::Rule",
                Map.of(
                        "Targets",
                        Match.arrayWith(List.of(Match.objectLike(Map.of(
                                "RetryPolicy", Map.of("MaximumRetryAttempts", 0, "MaximumEventAgeInSeconds", 60)))))));
    }

    @Test
    void logsAreKeptForAMonth() {
        Template template = Template.fromStack(Synth.stack(folder, Map.of()));

        template.hasResourceProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30));
    }

    @Test
    void awsSolutionsFindsNothing() {
        DrainStack stack = Synth.stack(folder, Map.of());
        Aspects.of(stack).add(new AwsSolutionsChecks());
        Annotations annotations = Annotations.fromStack(stack);

        assertThat(annotations.findError("*", Match.stringLikeRegexp("AwsSolutions-.*")))
                .isEmpty();
        assertThat(annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*")))
                .isEmpty();
    }

    private static Map<String, Object> environment(Map<String, Object> variables) {
        return Map.of("Environment", Map.of("Variables", Match.objectEquals(variables)));
    }
}
