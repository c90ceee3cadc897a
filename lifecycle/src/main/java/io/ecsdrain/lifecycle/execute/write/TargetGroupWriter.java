package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** Changes the deregistration delay of target groups, notes what it was, and deletes them. */
public final class TargetGroupWriter {

    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final ElasticLoadBalancingV2Client elb;
    private final String cluster;
    private final Sleeper waiting;

    /** @param cluster whose tag the target groups get; its short name or its ARN */
    public TargetGroupWriter(ElasticLoadBalancingV2Client elb, String cluster, Sleeper waiting) {
        this.elb = elb;
        this.cluster = Clusters.shortName(cluster);
        this.waiting = waiting;
    }

    /** How long a target that is taken out keeps its connections. */
    public void setDelay(String groupArn, int seconds) {
        elb.modifyTargetGroupAttributes(request ->
                request.targetGroupArn(groupArn).attributes(SdkTags.attribute(DELAY, Integer.toString(seconds))));
    }

    /** Notes what the delay is before anything lowers it. */
    public void noteDelay(String groupArn, int seconds) {
        elb.addTags(request -> request.resourceArns(groupArn)
                .tags(SdkTags.elb(
                        Map.of(Tags.DEREGISTRATION_DELAY, Integer.toString(seconds), Tags.CLUSTER, cluster))));
    }

    public void forgetDelay(String groupArn) {
        elb.removeTags(request -> request.resourceArns(groupArn).tagKeys(Tags.DEREGISTRATION_DELAY));
    }

    /** AWS refuses while anything forwards to it, and for a moment after the last rule went. */
    public Outcome delete(String groupArn) {
        for (int attempt = 1; ; attempt++) {
            try {
                elb.deleteTargetGroup(request -> request.targetGroupArn(groupArn));
                return Outcome.DONE;
            } catch (TargetGroupNotFoundException gone) {
                return Outcome.GONE;
            } catch (ResourceInUseException inUse) {
                if (attempt == TRIES || !waiting.pause(BETWEEN_TRIES)) {
                    return new Outcome.Stale("a listener or a rule still uses it");
                }
            }
        }
    }
}
