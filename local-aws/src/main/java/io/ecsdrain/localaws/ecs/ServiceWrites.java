package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.ServiceAnswer;
import io.ecsdrain.localaws.ecs.shapes.Services.CreateServiceInput;
import io.ecsdrain.localaws.ecs.shapes.Services.UpdateServiceInput;
import io.ecsdrain.localaws.wire.Operations;
import java.util.Optional;
import java.util.Set;

/** CreateService and UpdateService. */
final class ServiceWrites {

    private static final Set<String> UNSUPPORTED = Set.of(
            "serviceRegistries",
            "role",
            "placementConstraints",
            "placementStrategy",
            "serviceConnectConfiguration",
            "volumeConfigurations",
            "vpcLatticeConfigurations");

    private final EcsContext context;
    private final Directory directory;
    private final Scheduler scheduler;
    private final ServiceAnswers answers;
    private final ServiceRules rules;

    ServiceWrites(EcsContext context, Directory directory, Scheduler scheduler, ServiceAnswers answers) {
        this.context = context;
        this.directory = directory;
        this.scheduler = scheduler;
        this.answers = answers;
        this.rules = new ServiceRules(context);
    }

    void addTo(Operations operations) {
        operations
                .on("CreateService", CreateServiceInput.class, this::create)
                .on("UpdateService", UpdateServiceInput.class, this::update);
    }

    private Object create(CreateServiceInput in) {
        Members.refuse("CreateService", in, UNSUPPORTED);
        ClusterState cluster = directory.cluster(in.cluster());
        Names.check(in.serviceName(), "Service name");
        Optional<ServiceState> taken = cluster.service(in.serviceName());
        if (taken.isPresent() && repeats(in, taken.get())) {
            return new ServiceAnswer(answers.describe(taken.get(), true));
        }
        taken.ifPresent(ServiceWrites::refuseTaken);
        ServiceState service = build(in, cluster);
        cluster.services.put(service.name, service);
        return new ServiceAnswer(answers.describe(service, true));
    }

    private ServiceState build(CreateServiceInput in, ClusterState cluster) {
        if (in.launchType() != null
                && in.capacityProviderStrategy() != null
                && !in.capacityProviderStrategy().isEmpty()) {
            throw EcsErrors.invalid("Specifying both a launch type and capacity provider strategy is not supported.");
        }
        ServiceSettings settings = ServiceSettings.of(in);
        Rollouts.check(settings);
        int desired = settings.isDaemon()
                ? Rollouts.daemons(settings, in.desiredCount())
                : EcsErrors.required(in.desiredCount(), "desiredCount");
        ServiceRules.checkDesired(desired);
        DefinitionState definition = usable(EcsErrors.required(in.taskDefinition(), "taskDefinition"));
        rules.check(settings, definition);
        String arn = context.arn("service/" + cluster.name + "/" + in.serviceName());
        ServiceState service =
                new ServiceState(in.serviceName(), arn, cluster, context.now(), in.clientToken(), TagSet.of(in.tags()));
        service.desired = desired;
        service.settings = settings;
        service.deployments.add(deployment(definition, settings));
        return service;
    }

    /** The same token again answers what the first call made. Without a token AWS's habit is not known: refused. */
    private static boolean repeats(CreateServiceInput in, ServiceState existing) {
        return existing.active() && in.clientToken() != null && in.clientToken().equals(existing.clientToken);
    }

    private static void refuseTaken(ServiceState existing) {
        if (existing.active()) {
            throw EcsErrors.invalid("Creation of service was not idempotent.");
        }
        if (existing.status.equals(ServiceState.DRAINING)) {
            throw EcsErrors.invalid("Unable to Start a service that is still Draining.");
        }
    }

    private Object update(UpdateServiceInput in) {
        Members.refuse("UpdateService", in, UNSUPPORTED);
        ClusterState cluster = directory.cluster(in.cluster());
        ServiceState service =
                cluster.service(EcsErrors.required(in.service(), "service")).orElseThrow(EcsErrors::serviceNotFound);
        if (!service.active()) {
            throw EcsErrors.serviceNotActive();
        }
        Rollouts.checkUpdate(in, service.settings);
        int desired = in.desiredCount() == null ? service.desired : in.desiredCount();
        ServiceRules.checkDesired(desired);
        DefinitionState definition =
                in.taskDefinition() == null ? service.primary().definition : usable(in.taskDefinition());
        ServiceSettings settings = service.settings.with(in);
        Rollouts.check(settings);
        rules.checkUpdate(settings, definition, in.loadBalancers() != null);
        service.desired = desired;
        service.settings = settings;
        if (startsDeployment(in, service, definition)) {
            begin(service, deployment(definition, settings));
        }
        scheduler.reconcile(service, context.now());
        return new ServiceAnswer(answers.describe(service, true));
    }

    /** Most settings do not start a deployment; scaling never does. */
    private static boolean startsDeployment(UpdateServiceInput in, ServiceState service, DefinitionState definition) {
        return Boolean.TRUE.equals(in.forceNewDeployment())
                || definition != service.primary().definition
                || in.networkConfiguration() != null
                        && !in.networkConfiguration()
                                .equals(service.primary().settings.networkConfiguration())
                || in.platformVersion() != null
                        && !in.platformVersion()
                                .equals(service.primary().settings.platformVersion())
                || in.loadBalancers() != null
                        && !in.loadBalancers().equals(service.primary().settings.loadBalancers());
    }

    private static void begin(ServiceState service, DeploymentState next) {
        service.deployments.forEach(each -> each.primary = false);
        service.deployments.add(0, next);
        service.steady = false;
    }

    private DeploymentState deployment(DefinitionState definition, ServiceSettings settings) {
        long number = 1_000_000_000_000_000_000L + (context.random().nextLong() >>> 2);
        return new DeploymentState("ecs-svc/" + number, definition, settings, context.now());
    }

    private DefinitionState usable(String asked) {
        DefinitionState found =
                directory.definition(asked).orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
        if (!found.active()) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        return found;
    }
}
