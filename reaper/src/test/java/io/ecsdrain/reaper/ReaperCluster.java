package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.reaper.report.RunReport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A cluster, and a reaper that runs in it. */
final class ReaperCluster extends LocalCluster {

    static final String REAPER = "AKREAPER";

    final AwsClients reaper = AwsClients.forTest(aws.endpoint(), REAPER);
    private final Map<String, String> variables = new HashMap<>(
            Map.of("CLUSTER", NAME, "CONSEC", "2", "PERIOD", "60", "MIN_AGE_SEC", "60", "MAX_AGE_HR", "1.0"));

    ReaperCluster with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** A service without tags, one task, in whatever cluster. */
    void service(String inCluster, String name, String group) {
        another(inCluster).service(name, 1, Map.of(), group);
    }

    /** Lets auto scaling at the deployment's service. */
    void scalable(DeploymentKey key, int min) {
        scalable(key, min, 4);
    }

    void rebalancing(DeploymentKey key, AvailabilityZoneRebalancing rebalancing) {
        team.ecs()
                .updateService(update ->
                        update.cluster(NAME).service(key.serviceName()).availabilityZoneRebalancing(rebalancing));
    }

    /** The deregistration delay of its target group, in seconds. */
    String delay(DeploymentKey key) {
        return fixture.delay(group(key));
    }

    void delay(DeploymentKey key, String seconds) {
        team.elb().modifyTargetGroupAttributes(modify -> modify.targetGroupArn(group(key))
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(seconds)
                        .build()));
    }

    ReaperConfig config() {
        return ReaperConfig.parse(variables);
    }

    LiveExecutor executor() {
        return new LiveExecutor(reaper, NAME, aws::now, aws::advance);
    }

    /** The reaper's clients; just before each call of {@code method}, a hand of another acts. */
    AwsClients reaperBefore(String method, Runnable hand) {
        return new AwsClients(
                before(SsmClient.class, reaper.ssm(), method, hand),
                reaper.ecs(),
                reaper.cloudWatch(),
                before(CloudWatchLogsClient.class, reaper.logs(), method, hand),
                before(ElasticLoadBalancingV2Client.class, reaper.elb(), method, hand),
                reaper.scaling(),
                reaper.http(),
                reaper.atOnce());
    }

    private static <T> T before(Class<T> type, T real, String before, Runnable hand) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(before)) {
                        hand.run();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    /** One run of the reaper. */
    RunReport reap() {
        return new Reaper(reaper, config(), aws::now, settings()).run();
    }

    /** A run after a task of that service has stopped. */
    RunReport reapAfterTask(String service) {
        return new Reaper(reaper, ReaperConfig.parse(variables), aws::now, settings())
                .runAfterTask(service, TimeLeft.UNLIMITED);
    }

    /** A run after a sidecar of that deployment has said something. */
    RunReport reapAfterLine(DeploymentKey key) {
        return new Reaper(reaper, config(), aws::now, settings()).runAfterLine(key, TimeLeft.UNLIMITED);
    }

    /** The reason word that the run gives for {@code key}, or {@code gone}. */
    static String reason(RunReport report, DeploymentKey key) {
        return report.decisions().stream()
                .filter(each -> each.key().equals(key))
                .map(each -> each.reason().word())
                .findFirst()
                .orElse("gone");
    }

    ConvergeSettings settings() {
        return ConvergeSettings.DEFAULT.waiting(aws::advance);
    }

    List<String> callsByReaper() {
        return calls(REAPER);
    }

    List<String> mutationsByReaper() {
        return writes(REAPER);
    }

    @Override
    public void close() {
        reaper.close();
        super.close();
    }
}
