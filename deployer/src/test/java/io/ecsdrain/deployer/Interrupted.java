package io.ecsdrain.deployer;

import io.ecsdrain.inventory.aws.AwsClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Clients of one role that let something else happen once: just before their k-th call that changes anything, or a read
 * after it.
 */
class Interrupted {

    private final int place;
    private final Runnable meanwhile;
    private final String read;
    private final AtomicInteger mutations = new AtomicInteger();
    private final AtomicBoolean readSeen = new AtomicBoolean();

    Interrupted(int place, Runnable meanwhile) {
        this(place, "", meanwhile);
    }

    /**
     * @param read the method whose first call after {@code place} changing ones it happens before; empty for the change
     *     itself
     */
    Interrupted(int place, String read, Runnable meanwhile) {
        this.place = place;
        this.read = read;
        this.meanwhile = meanwhile;
    }

    /** Before the k-th call of a method that changes something, from 1 on. */
    static Interrupted before(String method, int k, Runnable meanwhile) {
        AtomicInteger calls = new AtomicInteger();
        return new Interrupted(Integer.MAX_VALUE, "", () -> {}) {
            @Override
            void sees(String name) {
                if (name.equals(method) && calls.incrementAndGet() == k) {
                    meanwhile.run();
                }
            }

            @Override
            boolean happened() {
                return calls.get() >= k;
            }
        };
    }

    /** Before each call, whatever it is. */
    void sees(String method) {}

    /** Whether it has happened. */
    boolean happened() {
        return mutations.get() > place;
    }

    AwsClients clients(AwsClients real) {
        return new AwsClients(
                watched(SsmClient.class, real.ssm()),
                watched(EcsClient.class, real.ecs()),
                real.cloudWatch(),
                real.logs(),
                watched(ElasticLoadBalancingV2Client.class, real.elb()),
                watched(ApplicationAutoScalingClient.class, real.scaling()),
                real.http(),
                real.atOnce());
    }

    private <T> T watched(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    sees(method.getName());
                    boolean reads = method.getName().matches("(get|describe|list|close|serviceClient).*");
                    if (!reads && mutations.getAndIncrement() == place && read.isEmpty()) {
                        meanwhile.run();
                    }
                    boolean late = method.getName().equals(read) && mutations.get() > place;
                    if (late && readSeen.compareAndSet(false, true)) {
                        meanwhile.run();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
