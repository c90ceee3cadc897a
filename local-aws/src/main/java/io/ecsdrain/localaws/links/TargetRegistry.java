package io.ecsdrain.localaws.links;

/** The load balancer side, seen from the ECS scheduler. All calls run under the world's lock. */
public interface TargetRegistry {

    boolean exists(String targetGroupArn);

    /** Whether a listener default action or a rule forwards to it; CreateService insists on that. */
    boolean attached(String targetGroupArn);

    /**
     * Registers a target of a task.
     *
     * @param ip the task's address as {@code DescribeTargetHealth} shows it
     * @param port the port behind it, where it really listens; with {@code inert} tasks nothing does
     * @param inert true if no process stands behind the target: it is never dialled, its health is decided by fiat
     */
    void register(String targetGroupArn, String ip, int port, boolean inert);

    /** Starts deregistration: the target drains for the group's deregistration delay. Unknown targets are ignored. */
    void deregister(String targetGroupArn, String ip, int port);

    /** The target's health state word, such as {@code healthy} or {@code draining}; {@code unused} once it is gone. */
    String state(String targetGroupArn, String ip, int port);

    /** Why the target is not healthy, in the words of {@code DescribeTargetHealth}. */
    default String description(String targetGroupArn, String ip, int port) {
        return "Health checks failed";
    }
}
