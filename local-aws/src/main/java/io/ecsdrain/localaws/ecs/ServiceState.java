package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.ServiceEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One service. */
final class ServiceState {

    static final String ACTIVE = "ACTIVE";
    static final String DRAINING = "DRAINING";
    static final String INACTIVE = "INACTIVE";

    private static final int EVENTS_KEPT = 100;

    final String name;
    final String arn;
    final ClusterState cluster;
    final Instant createdAt;
    final String clientToken;
    final TagSet tags;

    /** Newest first; the first is PRIMARY. */
    final List<DeploymentState> deployments = new ArrayList<>();

    final Deque<ServiceEvent> events = new ArrayDeque<>();

    /** Its part of the cluster's tasks, in the order of their launch. */
    final Set<TaskState> tasks = new LinkedHashSet<>();

    String status = ACTIVE;
    int desired;
    ServiceSettings settings;
    Instant inactiveSince;
    int failuresInARow;
    Instant noLaunchBefore;
    boolean steady;
    /** {@code ECS} for what CreateExpressGatewayService made, which is not implemented here. */
    String resourceManagementType = "CUSTOMER";

    ServiceState(String name, String arn, ClusterState cluster, Instant createdAt, String clientToken, TagSet tags) {
        this.name = name;
        this.arn = arn;
        this.cluster = cluster;
        this.createdAt = createdAt;
        this.clientToken = clientToken;
        this.tags = tags;
        this.noLaunchBefore = createdAt;
    }

    DeploymentState primary() {
        return deployments.get(0);
    }

    boolean active() {
        return status.equals(ACTIVE);
    }

    /**
     * Adds an event in the manner of AWS, newest first; texts as the developer guide's page "service event messages"
     * has them.
     */
    void say(EcsContext context, Instant now, String text) {
        add(context, now, "(service " + name + ") " + text);
    }

    /** The same of one deployment. */
    void sayOf(DeploymentState deployment, EcsContext context, Instant now, String text) {
        add(context, now, "(service " + name + ", taskSet " + deployment.id + ") " + text);
    }

    private void add(EcsContext context, Instant now, String text) {
        events.addFirst(new ServiceEvent(context.uuid(), now, text));
        if (events.size() > EVENTS_KEPT) {
            events.removeLast();
        }
    }
}
