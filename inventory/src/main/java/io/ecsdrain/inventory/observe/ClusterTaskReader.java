package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.TaskReader.Described;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * Reads the tasks of many services with as few calls as ECS's pages allow: lists each service by itself, or the whole
 * cluster where that fills the pages better, and describes tasks of several services in one call.
 */
public final class ClusterTaskReader {

    private static final int PAGE = 100;

    private final TaskReader tasks;
    private final ParallelReads atOnce;
    private final Set<String> leftOut = new HashSet<>();
    private final boolean remembers;
    private boolean manyStopped;

    public ClusterTaskReader(EcsClient ecs, ParallelReads atOnce) {
        this(ecs, atOnce, false);
    }

    private ClusterTaskReader(EcsClient ecs, ParallelReads atOnce, boolean remembers) {
        this.tasks = new TaskReader(ecs);
        this.atOnce = atOnce;
        this.remembers = remembers;
    }

    /**
     * One whose answers leave out the tasks that it has seen STOPPED before: that is a task's last status (ECS
     * developer guide, <em>Task lifecycle</em>), so asking about it again can change nothing.
     */
    public static ClusterTaskReader ofUnstopped(EcsClient ecs) {
        return new ClusterTaskReader(ecs, new ParallelReads(1), true);
    }

    /** Tasks that were seen STOPPED by others. */
    public void leaveOut(Collection<String> stoppedTaskArns) {
        leftOut.addAll(stoppedTaskArns);
    }

    /** Which tasks there are: of the whole cluster, or else by service. */
    private record Listing(Optional<List<String>> whole, Map<String, Observed<List<String>>> byService) {}

    /**
     * By service name, its tasks, recently stopped ones included; unknown where one of them could not be read, or where
     * the service counted more tasks than are listed.
     *
     * @param wanted whose tasks, as described just before
     * @param running how many tasks all services of the cluster run together
     */
    public Map<String, Observed<List<TaskView>>> of(String cluster, Collection<ServiceView> wanted, long running) {
        List<String> names = wanted.stream().map(ServiceView::name).toList();
        // This order, since a task only ever goes from the first list to the second.
        int pages = manyStopped ? 0 : names.size() / 2;
        Listing toRun = list(cluster, names, DesiredStatus.RUNNING, pagesWorthwhile(wanted, running));
        Listing stopped = list(cluster, names, DesiredStatus.STOPPED, pages);
        manyStopped |= remembers && pages > 0 && stopped.whole().isEmpty();
        Set<String> arns = arns(List.of(toRun, stopped));
        arns.removeAll(leftOut);
        Map<String, Lookup<Described>> described = describe(cluster, List.copyOf(arns));
        Map<String, Observed<List<TaskView>>> all = new HashMap<>();
        wanted.forEach(service -> all.put(service.name(), Reading.observed(() -> {
            arns(service.name(), toRun)
                    .forEach(arn -> TaskReader.requireKnown(arn, Reading.require(described.get(arn))));
            Set<TaskView> own = new LinkedHashSet<>(own(service.name(), toRun, described));
            own.addAll(own(service.name(), stopped, described));
            return TaskReader.requireCounted(service, List.copyOf(own));
        })));
        if (remembers) {
            described.forEach((arn, seen) ->
                    seen.found().filter(task -> task.view().isStopped()).ifPresent(task -> leftOut.add(arn)));
        }
        return all;
    }

    private List<String> arns(String service, Listing listing) {
        return listing
                .whole()
                .orElseGet(() -> Reading.require(listing.byService().get(service)))
                .stream()
                .filter(arn -> !leftOut.contains(arn))
                .toList();
    }

    /** How many pages a list of the whole cluster may have to be worth it: each also costs a call that describes it. */
    static int pagesWorthwhile(Collection<ServiceView> wanted, long running) {
        long own = wanted.stream().mapToLong(ClusterTaskReader::tasks).sum();
        long byService = wanted.stream()
                        .mapToLong(each -> Math.max(1, pages(tasks(each))))
                        .sum()
                + pages(own);
        return 2 * pages(running) < byService ? Math.toIntExact(byService / 2) : 0;
    }

    private static long tasks(ServiceView service) {
        return service.runningCount() + (long) service.pendingCount();
    }

    private static long pages(long items) {
        return (items + PAGE - 1) / PAGE;
    }

    /** The whole cluster's if that takes no more than so many pages, else each service's. */
    private Listing list(String cluster, List<String> services, DesiredStatus status, int pages) {
        Optional<List<String>> whole = Reading.observed(() -> tasks.list(cluster, null, status, pages))
                .value()
                .flatMap(found -> found);
        if (whole.isPresent()) {
            return new Listing(whole, Map.of());
        }
        List<Observed<List<String>>> lists = atOnce.each(
                services,
                service -> Reading.observed(() ->
                        tasks.list(cluster, service, status, Integer.MAX_VALUE).orElseThrow()));
        Map<String, Observed<List<String>>> byService = new HashMap<>();
        for (int index = 0; index < services.size(); index++) {
            byService.put(services.get(index), lists.get(index));
        }
        return new Listing(Optional.empty(), byService);
    }

    private static Set<String> arns(List<Listing> listings) {
        Set<String> arns = new LinkedHashSet<>();
        for (Listing listing : listings) {
            listing.whole().ifPresent(arns::addAll);
            listing.byService().values().forEach(seen -> seen.value().ifPresent(arns::addAll));
        }
        return arns;
    }

    private Map<String, Lookup<Described>> describe(String cluster, List<String> arns) {
        List<List<String>> batches = Batches.of(arns, PAGE);
        List<Observed<Map<String, Described>>> answers =
                atOnce.each(batches, batch -> Reading.observed(() -> tasks.describe(cluster, batch)));
        Map<String, Lookup<Described>> byArn = new HashMap<>();
        for (int index = 0; index < batches.size(); index++) {
            Observed<Map<String, Described>> found = answers.get(index);
            batches.get(index).forEach(arn -> byArn.put(arn, Lookup.in(found, TaskIds.fromArn(arn))));
        }
        return byArn;
    }

    /** Tasks that ECS has forgotten since they were listed are left out. */
    private List<TaskView> own(String service, Listing listing, Map<String, Lookup<Described>> described) {
        return arns(service, listing).stream()
                .flatMap(arn -> Reading.require(described.get(arn)).stream())
                .filter(task -> listing.whole().isEmpty() || task.isOf(service))
                .map(Described::view)
                .toList();
    }
}
