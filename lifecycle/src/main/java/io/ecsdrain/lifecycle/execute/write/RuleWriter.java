package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.Unparking;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
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

    /**
     * @param inARow how many times in a row sessions came, to be noted; 0 if this is for another reason, and forgets
     *     them
     */
    public void unpark(LiveRule rule, int inARow) {
        String arn = rule.view().arn();
        List<String> over = inARow == 0 ? List.of(Tags.PARKED_AT, Tags.UNPARKED) : List.of(Tags.PARKED_AT);
        elb.removeTags(request -> request.resourceArns(arn).tagKeys(over));
        elb.modifyRule(request -> request.ruleArn(arn).conditions(RuleEdits.unparked(rule.raw())));
        if (inARow > 0) {
            // Last, for the clients come first: without it the next parking merely does not wait.
            elb.addTags(request -> request.resourceArns(arn)
                    .tags(SdkTags.elb(Map.of(Tags.UNPARKED, new Unparking(inARow, clock.instant()).text()))));
        }
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
            elb.removeTags(request -> request.resourceArns(rule.view().arn()).tagKeys(Tags.PARKED_AT));
        }
    }
}
