package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import java.time.InstantSource;

/** The writers of everything that actions change, one for each kind of resource. */
public record Writers(
        ServiceWriter services,
        ScalableTargetWriter scalableTargets,
        TargetGroupWriter targetGroups,
        RuleWriter rules,
        ParameterWriter parameters) {

    /**
     * @param cluster its short name or its ARN
     * @param clock the time that is written into marks
     * @param waiting what waits where AWS needs a moment between two calls
     */
    public static Writers of(AwsClients clients, String cluster, InstantSource clock, Sleeper waiting) {
        ServiceWriter services = new ServiceWriter(clients.ecs(), cluster);
        return new Writers(
                services,
                new ScalableTargetWriter(clients.scaling(), services),
                new TargetGroupWriter(clients.elb(), cluster, waiting),
                new RuleWriter(clients.elb(), cluster, clock),
                new ParameterWriter(clients.ssm(), waiting));
    }
}
