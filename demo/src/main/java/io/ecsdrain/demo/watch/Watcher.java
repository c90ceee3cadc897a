package io.ecsdrain.demo.watch;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** Looks every half second and hands each {@link Frame} to the {@link Timeline}. */
public final class Watcher implements AutoCloseable {

    private static final int PAUSE_MILLIS = 500;

    private final AwsView aws;
    private final Timeline timeline;
    private final Set<String> everSeen = new TreeSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    public Watcher(AwsView aws, Timeline timeline) {
        this.aws = aws;
        this.timeline = timeline;
    }

    public void start() {
        clock.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant now = Instant.now();
        try {
            timeline.add(frame(now));
        } catch (RuntimeException missedOne) {
            // Whatever it is: an exception that leaves the task would end the schedule without a word.
            timeline.missed(now, String.valueOf(missedOne.getMessage()));
        }
    }

    private Frame frame(Instant at) {
        Map<String, Service> services = aws.services();
        Map<String, String> parameters = aws.parameters();
        List<Rule> rules = aws.rules();
        everSeen.addAll(services.keySet());
        Map<String, DeploymentFrame> deployments = new TreeMap<>();
        for (String id : everSeen) {
            deployments.put(
                    id,
                    services.containsKey(id)
                            ? deployment(id, services.get(id), parameters, rules, at)
                            : new DeploymentFrame(Phase.GONE, "", 0, false, Map.of()));
        }
        return new Frame(at, deployments);
    }

    private DeploymentFrame deployment(
            String id, Service service, Map<String, String> parameters, List<Rule> rules, Instant at) {
        List<Task> tasks = aws.tasks(service.serviceName());
        Map<String, Integer> ready = aws.newestReadiness(id, tasks, at);
        Map<String, TaskFrame> taskFrames = new HashMap<>();
        for (Task task : tasks) {
            String taskId = TaskIds.fromArn(task.taskArn());
            Integer value = ready.get(taskId);
            taskFrames.put(
                    taskId,
                    new TaskFrame(task.lastStatus(), value == null ? OptionalInt.empty() : OptionalInt.of(value)));
        }
        String tag = AwsView.tag(service, Tags.STATE);
        String state = parameters.getOrDefault(aws.statePath(id), "");
        return new DeploymentFrame(
                phase(service, tag, state, parked(service, rules)),
                tag,
                service.desiredCount(),
                parameters.containsKey(aws.fencePath(id)),
                taskFrames);
    }

    private static Phase phase(Service service, String tag, String state, boolean parked) {
        if (tag.equals("retired")) {
            return Phase.BEING_DELETED;
        }
        if (service.desiredCount() == 0) {
            return Phase.SCALED_TO_ZERO;
        }
        if (parked && state.equals("draining")) {
            return Phase.PARKED;
        }
        return state.equals("draining") ? Phase.DRAINING : state.equals("active") ? Phase.ACTIVE : Phase.DEPLOYING;
    }

    private static boolean parked(Service service, List<Rule> rules) {
        Set<String> own = service.loadBalancers().stream()
                .map(LoadBalancer::targetGroupArn)
                .collect(java.util.stream.Collectors.toSet());
        return rules.stream()
                .filter(rule -> rule.actions().stream().anyMatch(action -> own.contains(action.targetGroupArn())))
                .anyMatch(rule -> rule.conditions().stream()
                        .anyMatch(condition -> condition.sourceIpConfig() != null
                                && condition.sourceIpConfig().values().contains(Parking.NO_CLIENT)));
    }

    /** Takes a last look and stops. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            clock.shutdownNow();
            Thread.currentThread().interrupt();
        }
        look();
    }
}
