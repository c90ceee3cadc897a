package io.ecsdrain.inventory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Begins no call any more once the time is up. What is under way ends by itself: within the limit of the clients, or that of
 * {@link AwsClients#within}.
 */
final class TimeLimit {

    static final String REACHED = "the time was up before everything was read";

    private final BooleanSupplier timeIsUp;
    private volatile boolean reached;

    TimeLimit(BooleanSupplier timeIsUp) {
        this.timeIsUp = timeIsUp;
    }

    /** {@code clients} under this limit; they stay open for whoever made them. */
    AwsClients on(AwsClients clients) {
        return new AwsClients(
                limited(SsmClient.class, clients.ssm()),
                limited(EcsClient.class, clients.ecs()),
                limited(CloudWatchClient.class, clients.cloudWatch()),
                limited(ElasticLoadBalancingV2Client.class, clients.elb()),
                limited(ApplicationAutoScalingClient.class, clients.scaling()),
                clients.http(),
                clients.atOnce());
    }

    /** Whether a call was left out. */
    boolean isReached() {
        return reached;
    }

    private <C> C limited(Class<C> type, C client) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (timeIsUp.getAsBoolean()) {
                        reached = true;
                        throw AbortedException.create(REACHED);
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
