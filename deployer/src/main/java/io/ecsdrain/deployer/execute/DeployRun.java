package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.deploy.DeployPlan;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployView;
import io.ecsdrain.deployer.plan.deploy.Existing;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.execute.write.TargetGroupWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * Creates what a deployment needs, in the order AWS demands: a target group must be attached to a load balancer before
 * a service can use it. Each thing is tagged at creation, so that whatever a crash leaves behind can be found and told.
 */
public final class DeployRun {

    private final AwsClients clients;
    private final InstantSource time;
    private final Sleeper waiting;
    private final Consumer<String> progress;
    private final List<String> created = new ArrayList<>();

    public DeployRun(AwsClients clients, InstantSource time, Sleeper waiting, Consumer<String> progress) {
        this.clients = clients;
        this.time = time;
        this.waiting = waiting;
        this.progress = progress;
    }

    /** What this run has created so far, in order. */
    public List<String> created() {
        return List.copyOf(created);
    }

    /**
     * Finds out whether the files fit AWS's shapes, whether the task definition can be used, and what to register;
     * nothing is created yet.
     *
     * @throws io.ecsdrain.contract.ConfigurationException if a file does not fit AWS's shapes
     * @throws io.ecsdrain.contract.NotThere if a registered one does not exist or does not fit
     */
    public Definition definition(DeployRequest request) {
        WantedService.check(request.service().definition());
        request.scaling().file().ifPresent(WantedScaling::of);
        Optional<RegisterTaskDefinitionRequest> toRegister =
                Definitions.request(request.taskDefinition(), request.key());
        return toRegister.isPresent()
                ? new Definition(toRegister, Optional.empty())
                : new Definition(Optional.empty(), Optional.of(new Definitions(clients).existing(request)));
    }

    /** Where a service that is there, or the task definition it runs, is not the one that is asked for, as phrases. */
    public List<String> differences(DeployRequest request, Existing existing, Definition definition) {
        List<String> differences =
                new ArrayList<>(new Definitions(clients).differences(existing.taskDefinition(), definition));
        differences.addAll(new Services(clients, request.target().cluster(), waiting).differences(request));
        return differences;
    }

    /** A task definition that is there, or one to register; opaque to callers. */
    public record Definition(Optional<RegisterTaskDefinitionRequest> toRegister, Optional<Definitions.Found> found) {

        /** Whether one of its containers tells when sessions are over. */
        public boolean hasSidecar() {
            return found.map(Definitions.Found::sidecar)
                    .orElseGet(() ->
                            Definitions.hasSidecar(toRegister.orElseThrow().containerDefinitions()));
        }
    }

    /** Creates what is missing and returns the target group's ARN. */
    public String create(DeployRequest request, DeployView view, DeployPlan plan, Definition definition) {
        Map<String, String> tags = Map.of(
                Tags.DEPLOYMENT_NAME, request.key().name(),
                Tags.DEPLOYMENT_ID, request.key().id(),
                Tags.CLUSTER, Clusters.shortName(request.target().cluster()),
                Tags.STATE, TagState.DEPLOYING.word(),
                Tags.CREATED_AT, time.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        Routing routing = new Routing(clients, request.target().cluster());
        TargetGroupWriter groups =
                new TargetGroupWriter(clients.elb(), request.target().cluster(), waiting);
        String group = plan.group().orElseGet(() -> {
            String arn = routing.createGroup(plan.groupName(), view.vpc(), request, tags);
            return note("target group " + plan.groupName(), arn);
        });
        if (plan.service().isEmpty()) {
            request.group()
                    .deregistrationDelay()
                    .ifPresent(delay -> groups.setDelay(group, Math.toIntExact(delay.toSeconds())));
        }
        plan.missingRules().forEach(affinity -> {
            int priority = routing.createRule(request, affinity, group, tags);
            note("rule of priority " + priority + " on " + request.listenerArn(), group);
        });
        if (plan.service().isEmpty()) {
            Definitions.Found found = definition.found().orElseGet(() -> {
                Definitions.Found registered = new Definitions(clients)
                        .register(definition.toRegister().orElseThrow());
                note("task definition " + registered.arn(), registered.arn());
                return registered;
            });
            new Services(clients, request.target().cluster(), waiting)
                    .create(request, plan.count(), found, group, tags);
            note("service " + request.key().serviceName() + ", desired count " + plan.count(), group);
        }
        return group;
    }

    /** Returns empty once enough targets are healthy, else for how long they were not, and what was still missing. */
    public Optional<String> awaitHealthy(DeployRequest request, String group, Duration patience) {
        return new HealthWait(clients, request.target().cluster(), time, waiting, request.minHealthy())
                .await(request.key(), List.of(group), service -> Optional.empty(), patience, progress);
    }

    /**
     * Lets a healthy deployment that has no clients yet scale as the plan has it.
     *
     * @return what a person has to do besides
     */
    public List<String> scale(DeployRequest request, DeployPlan plan, String group) {
        return new ScalingRun(clients, request.target().cluster(), time, waiting)
                .scale(request, plan.scaling(), group, made -> note(made, group));
    }

    private String note(String what, String value) {
        created.add("created " + what);
        progress.accept("created " + what);
        return value;
    }
}
