package io.ecsdrain.infra;

import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.SubscriptionFilter;
import software.amazon.awscdk.services.logs.destinations.LambdaDestination;
import software.constructs.Construct;

/**
 * Has a function told when a sidecar says something new: that its task is ready, or what came of the reaper's question.
 */
final class LineEvents {

    /** Lines that a draining sidecar writes at once because something changed (docs/contract.md). */
    static final String PATTERN = "{ $.turn IS TRUE && $.phase = \"draining\" }";

    private LineEvents() {}

    /** @param group the sidecars' log group, which exists; CloudWatch Logs allows two subscriptions for each */
    static void subscribe(Construct scope, String group, Function function) {
        ILogGroup lines = LogGroup.fromLogGroupName(scope, "SidecarLogs", group);
        SubscriptionFilter.Builder.create(scope, "Turns")
                .logGroup(lines)
                .destination(new LambdaDestination(function))
                .filterPattern(FilterPattern.literal(PATTERN))
                .build();
    }
}
