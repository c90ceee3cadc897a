package io.ecsdrain.inventory;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * No call, its retries included, goes on for longer than the time that is left and the grace after it; once that is over too, none
 * is made.
 */
final class CallLimit implements InvocationHandler {

    private final Object client;
    private final TimeLeft time;

    private CallLimit(Object client, TimeLeft time) {
        this.client = client;
        this.time = time;
    }

    static AwsClients on(AwsClients clients, TimeLeft time) {
        return new AwsClients(
                limited(SsmClient.class, clients.ssm(), time),
                limited(EcsClient.class, clients.ecs(), time),
                limited(CloudWatchClient.class, clients.cloudWatch(), time),
                limited(ElasticLoadBalancingV2Client.class, clients.elb(), time),
                limited(ApplicationAutoScalingClient.class, clients.scaling(), time),
                clients.http(),
                clients.atOnce());
    }

    private static <C> C limited(Class<C> type, C client, TimeLeft time) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new CallLimit(client, time)));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        boolean paginator = method.getName().endsWith("Paginator");
        if (!paginator && !AwsResponse.class.isAssignableFrom(method.getReturnType())) {
            return passOn(method, arguments);
        }
        if (!paginator && arguments != null && arguments[0] instanceof AwsRequest request) {
            return passOn(method, new Object[] {limited(request)});
        }
        // Built on the method that takes a request, and comes back through that one.
        return InvocationHandler.invokeDefault(self, method, arguments);
    }

    private AwsRequest limited(AwsRequest request) {
        Duration most = time.left().plus(TimeLeft.GRACE);
        if (most.compareTo(Duration.ZERO) <= 0) {
            throw AbortedException.create(
                    "no time was left for " + request.getClass().getSimpleName());
        }
        if (most.compareTo(AwsClients.CALL) >= 0) {
            return request;
        }
        AwsRequestOverrideConfiguration.Builder limits = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        return request.toBuilder()
                .overrideConfiguration(limits.apiCallTimeout(most).build())
                .build();
    }

    private Object passOn(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
