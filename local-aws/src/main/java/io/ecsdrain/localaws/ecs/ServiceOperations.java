package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.DescribeServicesAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.Failure;
import io.ecsdrain.localaws.ecs.shapes.Answers.ListServicesAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.Service;
import io.ecsdrain.localaws.ecs.shapes.Answers.ServiceAnswer;
import io.ecsdrain.localaws.ecs.shapes.Services.DeleteServiceInput;
import io.ecsdrain.localaws.ecs.shapes.Services.DescribeServicesInput;
import io.ecsdrain.localaws.ecs.shapes.Services.ListServicesInput;
import io.ecsdrain.localaws.wire.Operations;
import java.util.ArrayList;
import java.util.List;

/** DescribeServices, ListServices, DeleteService. */
final class ServiceOperations {

    private static final int DESCRIBED_AT_ONCE = 10;
    private static final int LISTED_BY_DEFAULT = 10;

    private final EcsContext context;
    private final Directory directory;
    private final Scheduler scheduler;
    private final ServiceAnswers answers;

    ServiceOperations(EcsContext context, Directory directory, Scheduler scheduler, ServiceAnswers answers) {
        this.context = context;
        this.directory = directory;
        this.scheduler = scheduler;
        this.answers = answers;
    }

    void addTo(Operations operations) {
        operations
                .on("DescribeServices", DescribeServicesInput.class, this::describe)
                .on("ListServices", ListServicesInput.class, this::list)
                .on("DeleteService", DeleteServiceInput.class, this::delete);
    }

    private Object describe(DescribeServicesInput in) {
        ClusterState cluster = directory.cluster(in.cluster());
        List<String> asked = in.services();
        if (asked == null || asked.isEmpty()) {
            throw EcsErrors.invalid("Services cannot be empty.");
        }
        if (asked.size() > DESCRIBED_AT_ONCE) {
            throw EcsErrors.invalid("Services cannot have more than 10 elements.");
        }
        boolean tags = in.include() != null && in.include().contains("TAGS");
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String each : asked) {
            cluster.service(each)
                    .ifPresentOrElse(
                            service -> found.add(answers.describe(service, tags)),
                            () -> failures.add(Failure.missing(arn(cluster, each))));
        }
        return new DescribeServicesAnswer(found, failures);
    }

    private String arn(ClusterState cluster, String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : context.arn("service/" + cluster.name + "/" + nameOrArn);
    }

    /** A service vanishes from the list as soon as it is DRAINING. */
    private Object list(ListServicesInput in) {
        ClusterState cluster = directory.cluster(in.cluster());
        List<String> arns = cluster.services.values().stream()
                .filter(ServiceState::active)
                .filter(each -> in.launchType() == null || in.launchType().equals(each.settings.launchType()))
                .filter(each -> in.schedulingStrategy() == null
                        || in.schedulingStrategy().equals(each.settings.schedulingStrategy()))
                .filter(each -> in.resourceManagementType() == null
                        || in.resourceManagementType().equals(each.resourceManagementType))
                .map(each -> each.arn)
                .sorted()
                .toList();
        return Pages.cut(arns, in.nextToken(), in.maxResults(), LISTED_BY_DEFAULT, ListServicesAnswer::new);
    }

    private Object delete(DeleteServiceInput in) {
        ClusterState cluster = directory.cluster(in.cluster());
        ServiceState service =
                cluster.service(EcsErrors.required(in.service(), "service")).orElseThrow(EcsErrors::serviceNotFound);
        // Deleting what is INACTIVE already has been seen to succeed and to answer it.
        if (service.active()) {
            refuseUnless(Boolean.TRUE.equals(in.force()), service);
            service.status = ServiceState.DRAINING;
            service.desired = 0;
        }
        Service answer = answers.describe(service, true);
        scheduler.reconcile(service, context.now());
        return new ServiceAnswer(answer);
    }

    /** A DAEMON service has no count to be scaled to zero first, so it needs no force (DeleteService, member force). */
    private void refuseUnless(boolean forced, ServiceState service) {
        if (forced) {
            return;
        }
        if (service.settings.isDaemon()) {
            return;
        }
        if (service.desired > 0) {
            throw EcsErrors.invalid("The service cannot be stopped while it is scaled above 0.");
        }
        boolean tasks = service.cluster.tasksOf(service).anyMatch(each -> !each.stopped());
        if (tasks && context.on(EcsSwitches.DELETE_REFUSED_WHILE_TASKS_RUN)) {
            throw EcsErrors.invalid("The service cannot be stopped while it has running tasks.");
        }
    }
}
