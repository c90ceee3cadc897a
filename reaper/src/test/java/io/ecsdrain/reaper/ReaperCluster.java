package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.report.RunReport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A cluster built over the wire, and a reaper that runs in it. */
final class ReaperCluster extends TeamsView implements AutoCloseable {

    static final String REAPER = "AKREAPER";

    final AwsClients reaper;
    final ClusterFixture fixture;
    final String balancer;
    final String listener;
    private final Map<DeploymentKey, String> groups = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>(
            Map.of("CLUSTER", NAME, "CONSEC", "2", "PERIOD", "60", "MIN_AGE_SEC", "60", "MAX_AGE_HR", "1.0"));
    private int priority = 1;

    ReaperCluster() {
        reaper = AwsClients.forTest(aws.endpoint(), REAPER);
        fixture = fixture(NAME).createCluster().registerApp();
        balancer = fixture.loadBalancer("front");
        listener = fixture.listener(balancer, 80);
    }

    @Override
    String listener() {
        return listener;
    }

    /** Another cluster of the same account, not made yet. */
    ClusterFixture another(String cluster) {
        return fixture(cluster);
    }

    private ClusterFixture fixture(String cluster) {
        return new ClusterFixture(cluster, team.ecs(), team.elb(), team.ssm(), team.scaling());
    }

    ReaperCluster with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Target group, rule, service and, once it is more than deploying, parameter of one deployment. */
    void deploy(DeploymentKey key, String state, int desired) {
        groups.put(key, fixture.deployment(listener, priority++, key, state, desired, aws.now()));
        if (!state.equals("deploying")) {
            parameter(key, state);
        }
        settle();
    }

    /** A service without tags, one task, in whatever cluster. */
    void service(String inCluster, String name, String group) {
        fixture(inCluster).service(name, 1, Map.of(), group);
    }

    void parameter(DeploymentKey key, String value) {
        parameter(key.stateParameter(), value);
    }

    void parameter(String name, String value) {
        fixture.parameter(name, value);
    }

    void defaultAction(DeploymentKey key) {
        fixture.defaultAction(listener, groups.get(key));
    }

    /** Lets auto scaling at the deployment's service. */
    void scalable(DeploymentKey key, int min) {
        scalable(key, min, 4);
    }

    void scalable(DeploymentKey key, int min, int max) {
        fixture.scalable(key.serviceName(), min, max);
    }

    /** An operator scales its service by hand. */
    void scale(DeploymentKey key, int desired) {
        team.ecs()
                .updateService(update ->
                        update.cluster(NAME).service(key.serviceName()).desiredCount(desired));
        settle();
    }

    void rebalancing(DeploymentKey key, AvailabilityZoneRebalancing rebalancing) {
        team.ecs()
                .updateService(update ->
                        update.cluster(NAME).service(key.serviceName()).availabilityZoneRebalancing(rebalancing));
    }

    /** Both run {@code count} tasks; clients go to {@code next}, and {@code old} drains. */
    void supersede(DeploymentKey old, DeploymentKey next, int count) {
        deploy(old, "active", count);
        deploy(next, "active", count);
        defaultAction(next);
        parameter(old, "draining");
    }

    String group(DeploymentKey key) {
        return groups.get(key);
    }

    /** A minute passes, in whose middle every running task of the deployment says {@code value}. */
    void minute(DeploymentKey key, double value) {
        aws.advance(Duration.ofSeconds(60));
        say(key, value);
    }

    /** Every running task of the deployment says {@code value} now. */
    void say(DeploymentKey key, double value) {
        ReadyPoints.put(
                team.cloudWatch(),
                tasks(key).stream()
                        .map(task -> ReadyPoints.of(key, task, aws.now(), value))
                        .toList());
    }

    /** One task says {@code value} now. */
    void say(DeploymentKey key, String task, double value) {
        ReadyPoints.put(team.cloudWatch(), List.of(ReadyPoints.of(key, task, aws.now(), value)));
    }

    /** The deregistration delay of its target group, in seconds. */
    String delay(DeploymentKey key) {
        return fixture.delay(groups.get(key));
    }

    void delay(DeploymentKey key, String seconds) {
        team.elb().modifyTargetGroupAttributes(modify -> modify.targetGroupArn(groups.get(key))
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
        return aws.calls().stream()
                .filter(call -> call.accessKey().equals(REAPER))
                .map(CallRecord::operation)
                .toList();
    }

    List<String> mutationsByReaper() {
        return callsByReaper().stream()
                .filter(operation -> !operation.matches("(Get|Describe|List).*"))
                .toList();
    }

    void settle() {
        aws.advance(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        team.close();
        reaper.close();
        aws.close();
    }
}
