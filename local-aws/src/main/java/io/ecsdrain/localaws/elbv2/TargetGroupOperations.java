package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.CreateTargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.DeleteTargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.DescribeTargetGroups;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.ModifyTargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroupsResult;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.List;
import java.util.Optional;

/** Target groups. */
final class TargetGroupOperations {

    /** The one network that there is. */
    static final String VPC = "vpc-0local";

    private final ElbState state;
    private final Attachments attachments;

    TargetGroupOperations(ElbState state, Attachments attachments) {
        this.state = state;
        this.attachments = attachments;
    }

    void declare(Operations operations) {
        operations
                .on("CreateTargetGroup", CreateTargetGroup.class, this::create)
                .on("DescribeTargetGroups", DescribeTargetGroups.class, this::describe)
                .on("ModifyTargetGroup", ModifyTargetGroup.class, this::modify)
                .on("DeleteTargetGroup", DeleteTargetGroup.class, this::delete);
    }

    private TargetGroupsResult create(CreateTargetGroup request) {
        String name = Check.required(request.name(), "Name");
        Names.check(name, "Target group name");
        TagStore.checkAtCreation(request.tags());
        TargetGroup unnamed = TargetGroupSettings.of(request, null);
        Optional<TargetGroupEntry> same = state.targetGroups.values().stream()
                .filter(g -> g.settings().targetGroupName().equals(name))
                .findFirst();
        if (same.isPresent()) {
            TargetGroup existing = same.get().settings();
            if (!TargetGroupSettings.of(request, existing.targetGroupArn()).equals(existing)) {
                throw AwsError.badRequest(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '" + name + "' exists, but with different settings");
            }
            return new TargetGroupsResult(List.of(shown(same.get())), null);
        }
        int most = state.world().switches().get(ElbSwitches.TARGET_GROUPS);
        if (state.targetGroups.size() >= most) {
            throw ElbErrors.quota(
                    "TooManyTargetGroups", "The maximum number of target groups, " + most + ", has been reached");
        }
        String arn = state.newArn("targetgroup/" + unnamed.targetGroupName());
        TargetGroupEntry entry = new TargetGroupEntry(TargetGroupSettings.of(request, arn));
        state.targetGroups.put(arn, entry);
        state.tags.create(arn, request.tags());
        return new TargetGroupsResult(List.of(shown(entry)), null);
    }

    private TargetGroupsResult describe(DescribeTargetGroups request) {
        List<String> arns = Check.orEmpty(request.targetGroupArns());
        List<String> names = Check.orEmpty(request.names());
        int ways = (arns.isEmpty() ? 0 : 1) + (names.isEmpty() ? 0 : 1) + (request.loadBalancerArn() == null ? 0 : 1);
        Check.that(ways <= 1, "Only one of load balancer ARN, target group ARNs and names may be specified");
        arns.forEach(state::targetGroup);
        for (String name : names) {
            if (state.targetGroups.values().stream()
                    .noneMatch(g -> g.settings().targetGroupName().equals(name))) {
                throw ElbErrors.targetGroupNotFound();
            }
        }
        if (request.loadBalancerArn() != null) {
            state.loadBalancer(request.loadBalancerArn());
        }
        List<TargetGroup> all = state.targetGroups.values().stream()
                .map(this::shown)
                .filter(g -> arns.isEmpty() || arns.contains(g.targetGroupArn()))
                .filter(g -> names.isEmpty() || names.contains(g.targetGroupName()))
                .filter(g -> request.loadBalancerArn() == null
                        || g.loadBalancerArns().contains(request.loadBalancerArn()))
                .toList();
        Page<TargetGroup> page = Page.of(
                all,
                g -> state.order(g.targetGroupArn()),
                request.marker(),
                state.granted(request.pageSize()),
                state.pageSize());
        return new TargetGroupsResult(page.items(), page.nextMarker());
    }

    private TargetGroupsResult modify(ModifyTargetGroup request) {
        TargetGroupEntry entry = state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn"));
        entry.settings(TargetGroupSettings.modified(entry.settings(), request));
        return new TargetGroupsResult(List.of(shown(entry)), null);
    }

    /** Registered targets do not stand in the way; a rule or listener that names the group does. */
    private Nothing delete(DeleteTargetGroup request) {
        String arn = Check.required(request.targetGroupArn(), "TargetGroupArn");
        boolean strict = state.world().switches().get(ElbSwitches.DELETE_MISSING_TARGET_GROUP_FAILS);
        if (!state.targetGroups.containsKey(arn) && !strict) {
            return new Nothing();
        }
        TargetGroupEntry entry = state.targetGroup(arn);
        if (attachments.attached(arn)) {
            throw ElbErrors.inUse(arn);
        }
        entry.removeAll();
        state.targetGroups.remove(arn);
        state.tags.forget(arn);
        return new Nothing();
    }

    private TargetGroup shown(TargetGroupEntry entry) {
        TargetGroup settings = entry.settings();
        return TargetGroupSettings.attachedTo(settings, state.loadBalancersOf(settings.targetGroupArn()));
    }
}
