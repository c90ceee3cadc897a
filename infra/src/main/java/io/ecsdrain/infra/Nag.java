package io.ecsdrain.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** What AwsSolutions finds and we mean, each with its reason. */
final class Nag {

    private Nag() {}

    static void wildcards(IConstruct policy) {
        suppress(
                policy,
                "AwsSolutions-IAM5",
                "Services, tasks, rules and target groups come and go with each deployment, so their ARNs end in wildcards,"
                        + " narrowed by tags; reads on * know no resource.");
    }

    static void suppress(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
