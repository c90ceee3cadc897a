package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.Cluster;
import io.ecsdrain.localaws.ecs.shapes.Answers.ClusterAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.DescribeClustersAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.Failure;
import io.ecsdrain.localaws.ecs.shapes.Answers.ListClustersAnswer;
import io.ecsdrain.localaws.ecs.shapes.Clusters.CreateClusterInput;
import io.ecsdrain.localaws.ecs.shapes.Clusters.DeleteClusterInput;
import io.ecsdrain.localaws.ecs.shapes.Clusters.DescribeClustersInput;
import io.ecsdrain.localaws.ecs.shapes.Clusters.ListClustersInput;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CreateCluster, DescribeClusters, ListClusters, DeleteCluster. */
final class ClusterOperations {

    private static final int DESCRIBED_AT_ONCE = 100;

    private final EcsContext context;
    private final Directory directory;

    ClusterOperations(EcsContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    void addTo(Operations operations) {
        operations
                .on("CreateCluster", CreateClusterInput.class, this::create)
                .on("DescribeClusters", DescribeClustersInput.class, this::describe)
                .on("ListClusters", ListClustersInput.class, this::list)
                .on("DeleteCluster", DeleteClusterInput.class, this::delete);
    }

    private Object create(CreateClusterInput in) {
        Members.refuse("CreateCluster", in, Set.of("configuration", "serviceConnectDefaults"));
        String name = in.clusterName() == null ? Directory.DEFAULT_CLUSTER : in.clusterName();
        Names.check(name, "Cluster name");
        Optional<ClusterState> existing = directory.find(name).filter(each -> each.status.equals(ClusterState.ACTIVE));
        // Creating a cluster twice answers the one that is there.
        ClusterState cluster =
                existing.orElseGet(() -> new ClusterState(name, context.arn("cluster/" + name), TagSet.of(in.tags())));
        directory.add(cluster);
        return new ClusterAnswer(describe(cluster, true));
    }

    private Object describe(DescribeClustersInput in) {
        List<String> asked =
                in.clusters() == null || in.clusters().isEmpty() ? List.of(Directory.DEFAULT_CLUSTER) : in.clusters();
        if (asked.size() > DESCRIBED_AT_ONCE) {
            throw EcsErrors.invalid("Clusters cannot have more than 100 elements.");
        }
        boolean tags = in.include() != null && in.include().contains("TAGS");
        List<Cluster> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String each : asked) {
            directory
                    .find(each)
                    .ifPresentOrElse(
                            cluster -> found.add(describe(cluster, tags)),
                            () -> failures.add(Failure.missing(arn(each))));
        }
        return new DescribeClustersAnswer(found, failures);
    }

    private String arn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : context.arn("cluster/" + nameOrArn);
    }

    private Object list(ListClustersInput in) {
        List<String> arns = directory.clusters().stream()
                .filter(each -> each.status.equals(ClusterState.ACTIVE))
                .map(each -> each.arn)
                .sorted()
                .toList();
        return Pages.cut(arns, in.nextToken(), in.maxResults(), Pages.MOST, ListClustersAnswer::new);
    }

    private Object delete(DeleteClusterInput in) {
        ClusterState cluster = directory.cluster(EcsErrors.required(in.cluster(), "cluster"));
        if (cluster.services.values().stream().anyMatch(each -> !each.status.equals(ServiceState.INACTIVE))) {
            throw AwsError.badRequest(
                    "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        }
        if (cluster.tasks.values().stream().anyMatch(each -> !each.stopped())) {
            throw AwsError.badRequest(
                    "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        }
        cluster.status = ClusterState.INACTIVE;
        return new ClusterAnswer(describe(cluster, false));
    }

    private static Cluster describe(ClusterState cluster, boolean tags) {
        long services =
                cluster.services.values().stream().filter(ServiceState::active).count();
        long running = cluster.tasks.values().stream()
                .filter(each -> each.status == TaskStatus.RUNNING)
                .count();
        long pending =
                cluster.tasks.values().stream().filter(TaskState::pending).count();
        return new Cluster(
                cluster.arn,
                cluster.name,
                cluster.status,
                0,
                (int) running,
                (int) pending,
                (int) services,
                List.of(),
                tags ? cluster.tags.list() : List.of(),
                List.of(),
                List.of());
    }
}
