package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Reads target groups: where they hang, whose they are, what is registered in them. */
public final class TargetGroupReader {

    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final String STICKINESS = "stickiness.enabled";
    private static final String NOT_ASKED = "not read before an action needs it";

    private final ElasticLoadBalancingV2Client elb;
    private final TagReader tags;

    public TargetGroupReader(ElasticLoadBalancingV2Client elb) {
        this(elb, new ParallelReads(1));
    }

    public TargetGroupReader(ElasticLoadBalancingV2Client elb, ParallelReads atOnce) {
        this.elb = elb;
        this.tags = new TagReader(elb, atOnce);
    }

    /**
     * Every target group of the account and region with its tags: only so are those found whose service is gone. Delay
     * and targets are not asked for: they cost a call for each group, and {@link #one} reads them just before an
     * action.
     */
    public Observed<List<TargetGroupView>> all() {
        return Reading.observed(() -> {
            List<TargetGroup> groups = list();
            Map<String, Map<String, String>> byArn =
                    tags.of(groups.stream().map(TargetGroup::targetGroupArn).toList());
            // A group without an answer was deleted since it was listed.
            return groups.stream()
                    .filter(group -> byArn.containsKey(group.targetGroupArn()))
                    .map(group -> view(group, byArn.get(group.targetGroupArn())))
                    .toList();
        });
    }

    /** One target group in full. */
    public Lookup<TargetGroupView> one(String arn) {
        return Reading.lookup(
                        () -> Reading.call("DescribeTargetGroups", () -> {
                            try {
                                TargetGroup group = elb
                                        .describeTargetGroups(describe -> describe.targetGroupArns(arn))
                                        .targetGroups()
                                        .stream()
                                        .findFirst()
                                        .orElseThrow(
                                                () -> new Reading.Failed("DescribeTargetGroups: no word about " + arn));
                                return Optional.ofNullable(tags.of(List.of(arn)).get(arn))
                                        .map(known -> view(group, known));
                            } catch (TargetGroupNotFoundException missing) {
                                return Optional.empty();
                            }
                        }))
                .map(this::detailed);
    }

    /**
     * Whether a target group exists that the list of all does not show.
     *
     * @throws Reading.Failed if it cannot be told
     */
    boolean exists(String arn) {
        return Reading.call("DescribeTargetGroups", () -> {
            try {
                return !elb.describeTargetGroups(describe -> describe.targetGroupArns(arn))
                        .targetGroups()
                        .isEmpty();
            } catch (TargetGroupNotFoundException missing) {
                return false;
            }
        });
    }

    /** By ARN, the load balancers that each of them hangs on; those that do not exist are not among them. */
    public Observed<Map<String, List<String>>> balancers(Collection<String> arns) {
        return Reading.observed(() -> attached(List.copyOf(arns)).orElseGet(() -> {
            // One ARN that is gone fails the whole call, and the error does not say which.
            Map<String, List<String>> all = new HashMap<>();
            arns.forEach(arn -> attached(List.of(arn)).ifPresent(all::putAll));
            return all;
        }));
    }

    private Optional<Map<String, List<String>>> attached(List<String> arns) {
        return Reading.call("DescribeTargetGroups", () -> {
            try {
                Map<String, List<String>> found = new HashMap<>();
                elb.describeTargetGroups(describe -> describe.targetGroupArns(arns))
                        .targetGroups()
                        .forEach(group -> found.put(group.targetGroupArn(), group.loadBalancerArns()));
                return Optional.of(found);
            } catch (TargetGroupNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    /** By ARN, the tags of each; those that do not exist are not among them. */
    public Observed<Map<String, Map<String, String>>> tags(Collection<String> arns) {
        return Reading.observed(() -> tags.of(arns));
    }

    /** The same group with its deregistration delay and its targets, each unknown by itself if it cannot be read. */
    private TargetGroupView detailed(TargetGroupView group) {
        return new TargetGroupView(
                group.arn(),
                group.name(),
                group.tags(),
                group.loadBalancerArns(),
                delay(group.arn()),
                targets(group.arn()));
    }

    /** The deregistration delay of a target group, in seconds. */
    public Observed<Integer> delay(String arn) {
        return attribute(arn, DELAY).map(Integer::valueOf);
    }

    /** Whether a target group binds clients to one of its targets. */
    public Observed<Boolean> stickiness(String arn) {
        return attribute(arn, STICKINESS).map(Boolean::valueOf);
    }

    private Observed<String> attribute(String arn, String key) {
        return Reading.observed(() -> Reading.call(
                "DescribeTargetGroupAttributes",
                () -> elb.describeTargetGroupAttributes(describe -> describe.targetGroupArn(arn)).attributes().stream()
                        .filter(attribute -> key.equals(attribute.key()))
                        .map(TargetGroupAttribute::value)
                        .findFirst()
                        .orElseThrow(() -> new Reading.Failed("DescribeTargetGroupAttributes: no " + key))));
    }

    /** The registered targets of a target group. */
    public Observed<List<Target>> targets(String arn) {
        return Reading.observed(
                () ->
                        Reading.call("DescribeTargetHealth", () -> elb
                                .describeTargetHealth(describe -> describe.targetGroupArn(arn))
                                .targetHealthDescriptions()
                                .stream()
                                .map(TargetGroupReader::target)
                                .toList()));
    }

    /** As {@link #targets}; none if the target group does not exist. */
    public Observed<List<Target>> targetsIfThere(String arn) {
        return Reading.observed(() -> Reading.call("DescribeTargetHealth", () -> {
            try {
                return elb
                        .describeTargetHealth(describe -> describe.targetGroupArn(arn))
                        .targetHealthDescriptions()
                        .stream()
                        .map(TargetGroupReader::target)
                        .toList();
            } catch (TargetGroupNotFoundException missing) {
                return List.of();
            }
        }));
    }

    private List<TargetGroup> list() {
        return Paging.all(
                        "DescribeTargetGroups",
                        marker -> elb.describeTargetGroups(describe ->
                                describe.pageSize(Reading.LARGEST_ELB_PAGE).marker(marker)),
                        DescribeTargetGroupsResponse::nextMarker)
                .stream()
                .flatMap(page -> page.targetGroups().stream())
                .toList();
    }

    private static TargetGroupView view(TargetGroup raw, Map<String, String> tags) {
        return new TargetGroupView(
                raw.targetGroupArn(),
                raw.targetGroupName(),
                tags,
                raw.loadBalancerArns(),
                Observed.unknown(NOT_ASKED),
                Observed.unknown(NOT_ASKED));
    }

    private static Target target(TargetHealthDescription raw) {
        return new Target(
                raw.target().id(),
                Objects.requireNonNullElse(raw.target().port(), 0),
                raw.targetHealth().stateAsString(),
                Optional.ofNullable(raw.targetHealth().reasonAsString()),
                Optional.ofNullable(raw.targetHealth().description()));
    }
}
