package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The targets of a task in the target groups that its deployment names. */
final class TaskTargets {

    private final EcsContext context;

    TaskTargets(EcsContext context) {
        this.context = context;
    }

    void register(TaskState task, Instant now) {
        boolean inert = context.runtime().inert();
        for (LoadBalancer each : balancers(task)) {
            context.targets().register(each.targetGroupArn(), task.run.ip(), port(task, each), inert);
            task.service.say(context, now, "registered 1 targets in (target-group " + each.targetGroupArn() + ")");
        }
        task.registered = !balancers(task).isEmpty();
    }

    /** Starts the draining of the targets of a task; does nothing if it has none any more. */
    void deregister(TaskState task, Instant now) {
        if (!task.registered) {
            return;
        }
        if (!balancers(task).isEmpty()) {
            task.service.sayOf(task.deployment, context, now, "has begun draining connections on 1 tasks.");
        }
        for (LoadBalancer each : balancers(task)) {
            context.targets().deregister(each.targetGroupArn(), task.run.ip(), port(task, each));
            task.service.say(context, now, "deregistered 1 targets in (target-group " + each.targetGroupArn() + ")");
        }
        task.registered = false;
    }

    /** Whether the load balancer has let go of all of them, which it does when the deregistration delay is over. */
    boolean unused(TaskState task) {
        return balancers(task).stream().allMatch(each -> is("unused", task, each));
    }

    /** A running task whose every target is healthy. */
    boolean healthy(TaskState task) {
        return task.status == TaskStatus.RUNNING
                && balancers(task).stream().allMatch(each -> is("healthy", task, each));
    }

    /** Why a load balancer does not find a task healthy. */
    String description(TaskState task, LoadBalancer each) {
        return context.targets().description(each.targetGroupArn(), task.run.ip(), port(task, each));
    }

    /** The first load balancer that finds the task unhealthy. */
    Optional<LoadBalancer> unhealthyIn(TaskState task) {
        return balancers(task).stream()
                .filter(each -> is("unhealthy", task, each))
                .findFirst();
    }

    private boolean is(String state, TaskState task, LoadBalancer each) {
        return context.targets()
                .state(each.targetGroupArn(), task.run.ip(), port(task, each))
                .equals(state);
    }

    private static List<LoadBalancer> balancers(TaskState task) {
        return task.deployment.settings.loadBalancers();
    }

    private static int port(TaskState task, LoadBalancer each) {
        return task.run.portFor(each.containerPort());
    }
}
