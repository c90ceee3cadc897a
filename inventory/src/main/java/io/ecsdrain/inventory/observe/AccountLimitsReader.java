package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.Observed;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;

/** Reads how much of everything Elastic Load Balancing allows the account. */
public final class AccountLimitsReader {

    private final ElasticLoadBalancingV2Client elb;

    public AccountLimitsReader(ElasticLoadBalancingV2Client elb) {
        this.elb = elb;
    }

    /** By AWS's names, such as {@code rules-per-application-load-balancer}; those whose maximum is a whole number. */
    public Observed<Map<String, Integer>> all() {
        return Reading.observed(() -> {
            Map<String, Integer> limits = new HashMap<>();
            Paging.all(
                            "DescribeAccountLimits",
                            marker -> elb.describeAccountLimits(
                                    describe -> describe.marker(marker).pageSize(Reading.LARGEST_ELB_PAGE)),
                            DescribeAccountLimitsResponse::nextMarker)
                    .stream()
                    .flatMap(page -> page.limits().stream())
                    .filter(limit -> limit.max() != null && limit.max().matches("\\d{1,9}"))
                    .forEach((Limit limit) -> limits.put(limit.name(), Integer.valueOf(limit.max())));
            return limits;
        });
    }
}
