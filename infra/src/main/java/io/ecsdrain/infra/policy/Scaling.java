package io.ecsdrain.infra.policy;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What it takes to set up, suspend and resume the scaling of a service. Each write tries, with its caller's
 * credentials, all that scaling would do: describe and update the service, put and delete an alarm without naming one
 * ("Permissions validation for API calls on target resources", Application Auto Scaling user guide). The leave to do so
 * reaches the alarm without a name, that is no alarm at all.
 */
final class Scaling {

    private Scaling() {}

    static List<PolicyStatement> of(Reach reach, String sid, List<String> actions) {
        return List.of(
                Allow.when(sid, actions, reach.scalableTargets(), Reach.desiredCounts()),
                Allow.always(
                        "PassTheTrialOfScaling",
                        List.of("cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"),
                        List.of(reach.alarms(""))),
                Allow.always(
                        "PassTheTrialOfDescribing", List.of("cloudwatch:DescribeAlarms"), List.of(reach.alarms("*"))));
    }
}
