package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.wire.CallRecord;
import java.util.Optional;

/**
 * A rule says when it was parked only once it is: evidence from before would count otherwise, after a crash in between.
 */
final class ParkedFirst implements WriteOrder.Rule {

    private final Stage stage;
    private final Seen seen;

    ParkedFirst(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        boolean says =
                call.operation().equals("AddTags") && call.input().toString().contains("\"parked_at\"");
        if (!says || !actor.accessKey.equals(Cast.REAPER)) {
            return Optional.empty();
        }
        String arns = call.input().get("ResourceArns").toString();
        return stage.aws.elb().routes().stream()
                .filter(rule -> arns.contains(rule.arn()) && !Routes.isParked(rule))
                .filter(rule -> !crossed(actor, rule.listenerArn(), rule.arn()))
                .findFirst()
                .map(rule -> "rule " + rule.arn() + " still leads clients to its deployment");
    }

    /** Another actor un-parked it since this one looked. */
    private boolean crossed(Actor actor, String listener, String rule) {
        return seen.last(actor, "DescribeRules", listener)
                .filter(read -> seen.changed(rule) > read.seq())
                .isPresent();
    }
}
