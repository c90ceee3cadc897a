package io.ecsdrain.inventory.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Every request passes by before it is sent, each page of a paginator too; what is passed on is sent in its place. */
final class CallGate implements InvocationHandler {

    private final Object client;
    private final UnaryOperator<AwsRequest> gate;

    private CallGate(Object client, UnaryOperator<AwsRequest> gate) {
        this.client = client;
        this.gate = gate;
    }

    /**
     * {@code clients} behind {@code gate}; closing them stays with their maker.
     *
     * @param gate the request to send, or an exception in place of the call
     */
    static AwsClients before(AwsClients clients, UnaryOperator<AwsRequest> gate) {
        return new AwsClients(
                before(SsmClient.class, clients.ssm(), gate),
                before(EcsClient.class, clients.ecs(), gate),
                before(CloudWatchClient.class, clients.cloudWatch(), gate),
                before(CloudWatchLogsClient.class, clients.logs(), gate),
                before(ElasticLoadBalancingV2Client.class, clients.elb(), gate),
                before(ApplicationAutoScalingClient.class, clients.scaling(), gate),
                clients.http(),
                clients.atOnce());
    }

    private static <C> C before(Class<C> type, C client, UnaryOperator<AwsRequest> gate) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new CallGate(client, gate)));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        boolean paginator = method.getName().endsWith("Paginator");
        if (!paginator && !AwsResponse.class.isAssignableFrom(method.getReturnType())) {
            return send(method, arguments);
        }
        if (!paginator && arguments != null && arguments[0] instanceof AwsRequest request) {
            return send(method, new Object[] {gate.apply(request)});
        }
        // Built on the method that takes a request, and comes back through that one.
        return InvocationHandler.invokeDefault(self, method, arguments);
    }

    private Object send(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
