package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;

/**
 * Parks, un-parks, edits and deletes listener rules. The rule has to be read just before: ModifyRule replaces whole
 * lists. The time of the parking is written last and taken off first: a time left over from earlier would let old
 * evidence count.
 */
public final class RuleWriter {

    private final ElasticLoadBalancingV2Client elb;
    private final String cluster;
    private final InstantSource clock;

    /**
     * @param cluster whose tag the rules get; its short name or its ARN
     * @param clock asked for the time of a parking once the rule is parked
     */
    public RuleWriter(ElasticLoadBalancingV2Client elb, String cluster, InstantSource clock) {
        this.elb = elb;
        this.cluster = Clusters.shortName(cluster);
        this.clock = clock;
    }

    /** One that is parked already gets a new time. */
    public void park(LiveRule rule) {
        String arn = rule.view().arn();
        if (!rule.view().isParked()) {
            forgetTime(rule);
            elb.modifyRule(request -> request.ruleArn(arn).conditions(RuleEdits.parked(rule.raw())));
        }
        elb.addTags(request -> request.resourceArns(arn)
                .tags(SdkTags.elb(Map.of(Tags.PARKED_AT, clock.instant().toString(), Tags.CLUSTER, cluster))));
    }

    public void unpark(LiveRule rule) {
        String arn = rule.view().arn();
        forgetTime(arn);
        elb.modifyRule(request -> request.ruleArn(arn).conditions(RuleEdits.unparked(rule.raw())));
    }

    /**
     * Takes target groups out of a rule that others keep. If it was parked, it was for those: the others are to be
     * found again.
     */
    public void remove(LiveRule rule, Collection<String> targetGroups) {
        forgetTime(rule);
        elb.modifyRule(request -> request.ruleArn(rule.view().arn())
                .conditions(RuleEdits.unparked(rule.raw()))
                .actions(RuleEdits.without(rule.raw(), targetGroups)));
    }

    public Outcome delete(String ruleArn) {
        try {
            elb.deleteRule(request -> request.ruleArn(ruleArn));
            return Outcome.DONE;
        } catch (RuleNotFoundException gone) {
            return Outcome.GONE;
        }
    }

    private void forgetTime(LiveRule rule) {
        if (rule.view().tags().containsKey(Tags.PARKED_AT)) {
            forgetTime(rule.view().arn());
        }
    }

    private void forgetTime(String arn) {
        elb.removeTags(request -> request.resourceArns(arn).tagKeys(Tags.PARKED_AT));
    }
}
