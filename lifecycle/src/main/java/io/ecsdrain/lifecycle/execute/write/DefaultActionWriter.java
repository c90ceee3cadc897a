package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.aws.ActionsAgain;
import io.ecsdrain.inventory.model.ForwardTarget;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/**
 * Moves the default actions of listeners. ModifyListener replaces the whole list, so actions before the last, such as
 * authentication, are sent again as they were read. Whether the default action may be moved is the caller's to know.
 */
public final class DefaultActionWriter {

    private final ElasticLoadBalancingV2Client elb;

    public DefaultActionWriter(ElasticLoadBalancingV2Client elb) {
        this.elb = elb;
    }

    /** Makes it forward to the target group alone. */
    public void point(LiveListener read, String targetGroupArn) {
        write(read, ActionsAgain.forwarding(read.raw().defaultActions(), targetGroupArn));
    }

    /** Makes it forward to several target groups, each by its weight. */
    public void share(LiveListener read, List<ForwardTarget> targets) {
        write(read, ActionsAgain.sharing(read.raw().defaultActions(), targets));
    }

    /** Writes it as it is, which shows whether AWS lets it be written. */
    public void rehearse(LiveListener read) {
        write(read, ActionsAgain.same(read.raw().defaultActions()));
    }

    private void write(LiveListener read, List<Action> actions) {
        elb.modifyListener(request -> request.listenerArn(read.arn()).defaultActions(actions));
    }
}
