package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** Reads the tags of load balancing resources, whatever their kind. */
final class TagReader {

    /** DescribeTags takes no more than twenty. */
    private static final int BATCH = 20;

    private final ElasticLoadBalancingV2Client elb;
    private final ParallelReads atOnce;

    TagReader(ElasticLoadBalancingV2Client elb, ParallelReads atOnce) {
        this.elb = elb;
        this.atOnce = atOnce;
    }

    /**
     * By ARN, the tags of every resource that exists.
     *
     * @throws Reading.Failed if any of them cannot be read
     */
    Map<String, Map<String, String>> of(Collection<String> arns) {
        Map<String, Map<String, String>> all = new HashMap<>();
        atOnce.each(Batches.of(List.copyOf(arns), BATCH), this::batch).forEach(all::putAll);
        return all;
    }

    /** By ARN, the tags of each, or why the batch that it was in cannot be read. */
    Map<String, Lookup<Map<String, String>>> each(Collection<String> arns) {
        Map<String, Lookup<Map<String, String>>> all = new HashMap<>();
        for (Map<String, Lookup<Map<String, String>>> some :
                atOnce.each(Batches.of(List.copyOf(arns), BATCH), this::observed)) {
            all.putAll(some);
        }
        return all;
    }

    private Map<String, Lookup<Map<String, String>>> observed(List<String> batch) {
        Observed<Map<String, Map<String, String>>> found = Reading.observed(() -> batch(batch));
        return batch.stream().collect(Collectors.toMap(Function.identity(), arn -> Lookup.in(found, arn)));
    }

    private Map<String, Map<String, String>> batch(List<String> arns) {
        return read(arns).orElseGet(() -> {
            // One ARN that is gone fails the whole call, and the error does not say which.
            Map<String, Map<String, String>> all = new HashMap<>();
            arns.forEach(arn -> read(List.of(arn)).ifPresent(all::putAll));
            return all;
        });
    }

    private Optional<Map<String, Map<String, String>>> read(List<String> arns) {
        return Reading.call("DescribeTags", () -> {
            try {
                Map<String, Map<String, String>> found = new HashMap<>();
                elb.describeTags(describe -> describe.resourceArns(arns))
                        .tagDescriptions()
                        .forEach(one -> found.put(one.resourceArn(), tags(one)));
                return whole(arns, found);
            } catch (TargetGroupNotFoundException
                    | RuleNotFoundException
                    | ListenerNotFoundException
                    | LoadBalancerNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Map<String, Map<String, String>>> whole(
            List<String> asked, Map<String, Map<String, String>> found) {
        if (!found.keySet().containsAll(asked)) {
            throw new Reading.Failed("DescribeTags: an ARN was asked for and not answered");
        }
        return Optional.of(found);
    }

    private static Map<String, String> tags(TagDescription description) {
        Map<String, String> tags = new LinkedHashMap<>();
        description.tags().forEach(tag -> tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
        return tags;
    }
}
