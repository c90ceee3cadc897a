package io.ecsdrain.infra;

import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.SubscriptionFilter;
import software.amazon.awscdk.services.logs.destinations.LambdaDestination;
import software.constructs.Construct;

/**
 * Has a function told when a sidecar says something new: that its task is ready, or what came of the reaper's question.
 * The function is made inside of this construct.
 */
final class LineEvents extends Construct {

    /** Lines that a draining sidecar writes at once because something changed (docs/contract.md). */
    static final String PATTERN = "{ $.turn IS TRUE && $.phase = \"draining\" }";

    LineEvents(Construct scope, String id) {
        super(scope, id);
    }

    /** @param group the sidecars' log group, which exists; CloudWatch Logs allows two subscriptions for each */
    void subscribe(String group, Function function) {
        ILogGroup lines = LogGroup.fromLogGroupName(this, "SidecarLogs", group);
        SubscriptionFilter.Builder.create(this, "Turns")
                .logGroup(lines)
                .destination(new LambdaDestination(function))
                .filterPattern(FilterPattern.literal(PATTERN))
                .build();
    }

    /** CloudFormation makes the function and its subscription only where {@code condition} holds. */
    void onlyIf(CfnCondition condition) {
        getNode().findAll().stream()
                .filter(CfnResource.class::isInstance)
                .map(CfnResource.class::cast)
                .forEach(resource -> resource.getCfnOptions().setCondition(condition));
    }
}
