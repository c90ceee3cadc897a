package io.ecsdrain.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class ReaperStackTest {

    private static final Map<String, Object> TESTING =
            Map.of("profile", "testing", "listenerArn", Synth.LISTENER, "dryRun", "true", "reservedConcurrency", "1");

    private final Template template = Synth.of(Map.of("listenerArn", Synth.LISTENER, "passRoles", Synth.ROLE))
            .template();

    @Test
    void productionRunsEveryFiveMinutesWithThePlansNumbers() {
        template.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(5 minutes)"));
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                environment(Map.of(
                        "CLUSTER", "main",
                        "DEPLOYMENT_NAME", "app",
                        "LISTENER_ARN", Synth.LISTENER,
                        "CONSEC", "3",
                        "PERIOD", "300",
                        "MIN_AGE_SEC", "120",
                        "MAX_AGE_HR", "48")));
    }

    @Test
    void testingRunsEveryMinuteWithThePlansNumbersAndIsDryWhereAsked() {
        Template testing = Synth.of(TESTING).template();

        testing.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(1 minute)"));
        testing.hasResourceProperties("AWS::Lambda::Function", Map.of("Timeout", 55));
        testing.hasResourceProperties(
                "AWS::Lambda::Function",
                environment(Map.of(
                        "CLUSTER", "main",
                        "DEPLOYMENT_NAME", "app",
                        "LISTENER_ARN", Synth.LISTENER,
                        "CONSEC", "2",
                        "PERIOD", "60",
                        "MIN_AGE_SEC", "60",
                        "MAX_AGE_HR", "1.0",
                        "DRY_RUN", "true")));
    }

    @Test
    void withEvidenceFromTheLogItRunsEachMinuteAndMaySearchTheSidecarsGroupAlone() {
        Template log = Synth.of(Map.of("evidence", "log", "logGroup", "/sidecars/{deployment_name}"))
                .template();

        log.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(1 minute)"));
        log.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Environment",
                        Map.of("Variables", Map.of("EVIDENCE", "log", "LOG_GROUP", "/sidecars/{deployment_name}"))));
        Object group = Map.of("Fn::Join", List.of("", Match.arrayWith(List.of(":log-group:/sidecars/app:*"))));
        Object statement = Match.objectLike(Map.of("Action", "logs:FilterLogEvents", "Resource", group));
        log.hasResourceProperties(
                "AWS::IAM::ManagedPolicy",
                Map.of("PolicyDocument", Map.of("Statement", Match.arrayWith(List.of(statement)))));
    }

    @Test
    void withLineEventsAFunctionOfItsOwnIsToldOfEachTurnOfADrainingSidecar() {
        Template log = Synth.of(Map.of("evidence", "log", "lineEvents", "true")).template();

        log.hasResourceProperties(
                "AWS::Logs::SubscriptionFilter",
                Map.of("LogGroupName", "/ecs-drain/app", "FilterPattern", LineEvents.PATTERN));
        log.hasResourceProperties(
                "AWS::Lambda::Permission",
                Map.of("Action", "lambda:InvokeFunction", "Principal", "logs.amazonaws.com"));
        log.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of("ReservedConcurrentExecutions", 1, "Handler", "io.ecsdrain.reaper.LambdaHandler"));
        log.allResourcesProperties(
                "AWS::Lambda::EventInvokeConfig", Map.of("MaximumEventAgeInSeconds", 60, "MaximumRetryAttempts", 0));
        template.resourceCountIs("AWS::Logs::SubscriptionFilter", 0);
    }

    @Test
    void theFunctionRunsTheReapersHandlerAndEndsBeforeTheNextTick() {
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Runtime",
                        "java25",
                        "Handler",
                        "io.ecsdrain.reaper.LambdaHandler",
                        "Architectures",
                        List.of("arm64"),
                        "Timeout",
                        295));
    }

    @Test
    void aNewAccountsQuotaIsLeftAloneUnlessConcurrencyIsReserved() {
        template.hasResourceProperties("AWS::Lambda::Function", Map.of("ReservedConcurrentExecutions", Match.absent()));
        Synth.of(TESTING)
                .template()
                .hasResourceProperties("AWS::Lambda::Function", Map.of("ReservedConcurrentExecutions", 1));
    }

    @Test
    void aStoppedTaskOfThisNameAndClusterStartsARun() {
        template.hasResourceProperties(
                "AWS::Events::Rule",
                Map.of(
                        "EventPattern",
                        Map.of(
                                "source", List.of("aws.ecs"),
                                "detail-type", List.of("ECS Task State Change"),
                                "detail",
                                        Map.of(
                                                "lastStatus", List.of("STOPPED"),
                                                "group", List.of(Map.of("prefix", "service:svc-app-")),
                                                "clusterArn", List.of(Match.anyValue())))));
    }

    @Test
    void withoutTaskEventsTheScheduleIsTheOnlyRule() {
        Template quiet = Synth.of(Map.of("taskEvents", "false", "alarms", "false", "dashboard", "false"))
                .template();

        quiet.resourceCountIs("AWS::Events::Rule", 1);
    }

    @Test
    void aLateOrFailedTickIsNotRepeated() {
        template.hasResourceProperties(
                "AWS::Lambda::EventInvokeConfig", Map.of("MaximumRetryAttempts", 0, "MaximumEventAgeInSeconds", 60));
        template.allResourcesProperties(
                "AWS::Events::Rule",
                Map.of(
                        "Targets",
                        Match.arrayWith(List.of(Match.objectLike(Map.of(
                                "RetryPolicy", Map.of("MaximumRetryAttempts", 0, "MaximumEventAgeInSeconds", 60)))))));
    }

    @Test
    void logsAreKeptForAMonth() {
        template.hasResourceProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30));
    }

    private static Map<String, Object> environment(Map<String, Object> variables) {
        return Map.of("Environment", Map.of("Variables", Match.objectEquals(variables)));
    }
}
