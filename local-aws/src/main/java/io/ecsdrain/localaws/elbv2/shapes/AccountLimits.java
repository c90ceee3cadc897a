package io.ecsdrain.localaws.elbv2.shapes;

import java.util.List;

/** What the account may have of everything. */
public final class AccountLimits {

    private AccountLimits() {}

    public record Limit(String name, String max) {}

    public record DescribeAccountLimits(String marker, Integer pageSize) {}

    public record AccountLimitsResult(List<Limit> limits, String nextMarker) {}
}
