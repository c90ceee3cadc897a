package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.wire.AwsError;

/** ELBv2's errors, in its words. All are HTTP 400. */
final class ElbErrors {

    private ElbErrors() {}

    static AwsError loadBalancerNotFound(String arn) {
        return AwsError.badRequest("LoadBalancerNotFound", "Load balancer '" + arn + "' not found");
    }

    static AwsError listenerNotFound() {
        return AwsError.badRequest("ListenerNotFound", "One or more listeners not found");
    }

    static AwsError ruleNotFound() {
        return AwsError.badRequest("RuleNotFound", "One or more rules not found");
    }

    static AwsError targetGroupNotFound() {
        return AwsError.badRequest("TargetGroupNotFound", "One or more target groups not found");
    }

    static AwsError priorityInUse(int priority) {
        return AwsError.badRequest("PriorityInUse", "Priority '" + priority + "' is currently in use");
    }

    static AwsError inUse(String targetGroupArn) {
        return AwsError.badRequest(
                "ResourceInUse", "Target group '" + targetGroupArn + "' is currently in use by a listener or a rule");
    }

    static AwsError defaultRule(String what) {
        return AwsError.badRequest("OperationNotPermitted", "Default rule '" + what + "' cannot be modified");
    }

    /** @param code AWS's name of the quota's error */
    static AwsError quota(String code, String message) {
        return AwsError.badRequest(code, message);
    }
}
