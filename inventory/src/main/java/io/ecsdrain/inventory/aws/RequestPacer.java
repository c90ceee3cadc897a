package io.ecsdrain.inventory.aws;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Holds reads back before AWS has to: a throttled call costs a round trip and a pause of a second and more, and every
 * other program of the account shares the bucket. Waits outside of the time limits of the call. Figures: AWS's
 * documentation on request throttling of ECS (burst and refill), of Elastic Load Balancing (40, 10 a second) and the
 * quotas of SSM (40 a second) and CloudWatch (50 a second) and CloudWatch Logs (5 a second), of which
 * {@value #SHARE_PERCENT} percent are used.
 */
final class RequestPacer implements ExecutionInterceptor {

    static final int SHARE_PERCENT = 98;

    private static final double NANOS = 1e9;

    private static final class Bucket {
        private final double burst;
        private final double perNano;
        private double tokens;
        private long at;

        Bucket(int burst, int perSecond, long now) {
            this.burst = burst * SHARE_PERCENT / 100.0;
            this.perNano = perSecond * SHARE_PERCENT / 100.0 / NANOS;
            this.tokens = this.burst;
            this.at = now;
        }

        /** @return how long to wait for the token that was taken */
        synchronized long take(long now) {
            tokens = Math.min(burst, tokens + Math.max(0, now - at) * perNano) - 1;
            at = Math.max(at, now);
            return (long) (Math.max(0, -tokens) / perNano);
        }
    }

    private final LongSupplier nanoTime;
    private final Sleeper waiting;
    private final Map<String, Bucket> byOperation = new HashMap<>();

    RequestPacer() {
        this(System::nanoTime, Sleeper.REAL);
    }

    RequestPacer(LongSupplier nanoTime, Sleeper waiting) {
        this.nanoTime = nanoTime;
        this.waiting = waiting;
        share(100, 20, "ListServices", "DescribeServices");
        share(100, 20, "ListTasks", "DescribeTasks");
        share(
                40,
                10,
                "DescribeTargetGroups",
                "DescribeTargetGroupAttributes",
                "DescribeTargetHealth",
                "DescribeTags",
                "DescribeListeners",
                "DescribeRules",
                "DescribeLoadBalancers",
                "DescribeAccountLimits");
        share(40, 40, "GetParameter", "GetParameters", "GetParametersByPath");
        share(50, 50, "GetMetricData");
        share(5, 5, "FilterLogEvents");
    }

    private void share(int burst, int perSecond, String... operations) {
        Bucket bucket = new Bucket(burst, perSecond, nanoTime.getAsLong());
        Arrays.stream(operations).forEach(operation -> byOperation.put(operation, bucket));
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        before(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    void before(String operation) {
        Optional.ofNullable(byOperation.get(operation))
                .map(bucket -> bucket.take(nanoTime.getAsLong()))
                .filter(nanos -> nanos > 0)
                .ifPresent(this::sleep);
    }

    private void sleep(long nanos) {
        // An interrupted thread makes its call at once.
        waiting.pause(Duration.ofNanos(nanos));
    }
}
