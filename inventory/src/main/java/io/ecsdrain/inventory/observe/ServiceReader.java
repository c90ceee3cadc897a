package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Ownership;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.OwnedService;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;

/** Reads the services of a cluster and tells by their tags which of them are deployments. */
public final class ServiceReader {

    private static final int LIST_PAGE = 100;
    /** DescribeServices takes no more than ten. */
    private static final int DESCRIBE_BATCH = 10;

    private final EcsClient ecs;
    private final ParallelReads atOnce;

    /** Reads one thing after the other. */
    public ServiceReader(EcsClient ecs) {
        this(ecs, new ParallelReads(1));
    }

    public ServiceReader(EcsClient ecs, ParallelReads atOnce) {
        this.ecs = ecs;
        this.atOnce = atOnce;
    }

    /**
     * A cluster's services.
     *
     * @param clusterArn empty if the cluster has no service to tell it
     * @param deployments those tagged and named as deployments
     * @param others all else
     * @param remarks contradictory tags
     */
    public record Listed(
            Optional<String> clusterArn,
            Map<DeploymentKey, ServiceView> deployments,
            List<ServiceView> others,
            List<String> remarks) {}

    /**
     * All services that ListServices shows, which leaves DRAINING and INACTIVE ones out.
     *
     * @throws ClusterNotFoundException if the cluster does not exist
     */
    public Observed<Listed> all(String cluster) {
        return Reading.observed(() -> {
            try {
                return sort(listedOnes(cluster));
            } catch (Reading.Failed failed) {
                if (failed.getCause() instanceof ClusterNotFoundException missing) {
                    throw missing;
                }
                throw failed;
            }
        });
    }

    /** The deployments of {@code name}; unknown also if the cluster does not exist. */
    public Observed<Map<DeploymentKey, ServiceView>> tagged(String cluster, String name) {
        return Reading.observed(() -> {
            Map<DeploymentKey, ServiceView> found =
                    new TreeMap<>(sort(listedOnes(cluster)).deployments());
            found.keySet().removeIf(key -> !key.name().equals(name));
            return found;
        });
    }

    /** The service of {@code key}; unknown also if the service of that name is not tagged for it. */
    public Lookup<ServiceView> one(String cluster, DeploymentKey key) {
        return Reading.lookup(() -> {
            Optional<ServiceView> found = named(cluster, key);
            found.ifPresent(there -> requireTagged(there, key));
            return found;
        });
    }

    /** As {@link #one}, for several, ten in a call. */
    public Map<DeploymentKey, Lookup<ServiceView>> each(String cluster, Collection<DeploymentKey> keys) {
        Observed<Map<String, ServiceView>> found = named(cluster, keys);
        Map<DeploymentKey, Lookup<ServiceView>> all = new TreeMap<>();
        keys.forEach(key -> all.put(key, Reading.lookup(() -> {
            Optional<ServiceView> view =
                    Optional.ofNullable(Reading.require(found).get(key.serviceName()));
            view.ifPresent(there -> requireTagged(there, key));
            return view;
        })));
        return all;
    }

    /** Of {@code keys} those that have a service that is tagged for them. */
    public Observed<Map<DeploymentKey, ServiceView>> tagged(String cluster, Collection<DeploymentKey> keys) {
        return named(cluster, keys).map(byName -> {
            Map<DeploymentKey, ServiceView> found = new TreeMap<>();
            keys.forEach(key -> Optional.ofNullable(byName.get(key.serviceName()))
                    .filter(view -> isTagged(view, key))
                    .ifPresent(view -> found.put(key, view)));
            return found;
        });
    }

    private Observed<Map<String, ServiceView>> named(String cluster, Collection<DeploymentKey> keys) {
        List<String> names =
                keys.stream().map(DeploymentKey::serviceName).distinct().toList();
        return Reading.observed(() -> describe(cluster, names).stream()
                .filter(ServiceReader::isThere)
                .map(ServiceViews::of)
                .collect(Collectors.toMap(ServiceView::name, Function.identity())));
    }

    private static void requireTagged(ServiceView view, DeploymentKey key) {
        if (!isTagged(view, key)) {
            throw new Reading.Failed("service " + key.serviceName() + " is not tagged for " + key);
        }
    }

    /** The same, but missing also if the service of that name is not tagged for {@code key}. */
    public Lookup<ServiceView> tagged(String cluster, DeploymentKey key) {
        return Reading.lookup(() -> named(cluster, key).filter(found -> isTagged(found, key)));
    }

    /**
     * What ECS still knows of services that ListServices does not show, by their short name: it describes an INACTIVE
     * one for some time (ECS API reference, DescribeServices). Those it has forgotten are absent.
     */
    public Observed<Map<String, ServiceView>> deleted(String cluster, Collection<String> shortNames) {
        return Reading.observed(() -> {
            Map<String, ServiceView> found = new TreeMap<>();
            describe(cluster, List.copyOf(shortNames))
                    .forEach(service -> found.put(service.serviceName(), ServiceViews.of(service)));
            return found;
        });
    }

    /** The service of that short name, if it is tagged and named as a deployment. */
    public Lookup<OwnedService> owned(String cluster, String shortName) {
        return Reading.lookup(() -> describe(cluster, List.of(shortName)).stream()
                .filter(ServiceReader::isThere)
                .map(ServiceViews::of)
                .findFirst()
                .flatMap(view ->
                        Ownership.ofService(view.name(), view.tags()).key().map(key -> new OwnedService(key, view))));
    }

    private Optional<ServiceView> named(String cluster, DeploymentKey key) {
        return describe(cluster, List.of(key.serviceName())).stream()
                .filter(ServiceReader::isThere)
                .map(ServiceViews::of)
                .findFirst();
    }

    private static boolean isTagged(ServiceView view, DeploymentKey key) {
        return Ownership.ofService(view.name(), view.tags()).key().equals(Optional.of(key));
    }

    /** Every listed service, tagged or not; unknown also if the cluster does not exist. */
    public Observed<List<ServiceView>> listed(String cluster) {
        return Reading.observed(
                () -> listedOnes(cluster).stream().map(ServiceViews::of).toList());
    }

    private List<String> list(String cluster) {
        return Paging.all(
                        "ListServices",
                        token -> ecs.listServices(list ->
                                list.cluster(cluster).maxResults(LIST_PAGE).nextToken(token)),
                        ListServicesResponse::nextToken)
                .stream()
                .flatMap(page -> page.serviceArns().stream())
                .distinct()
                .toList();
    }

    /**
     * Every listed service. One that is listed and then said to be missing contradicts itself, and must not look gone.
     */
    private List<Service> listedOnes(String cluster) {
        List<String> arns = list(cluster);
        Set<String> open = arns.stream().map(ServiceViews::shortName).collect(Collectors.toCollection(TreeSet::new));
        List<Service> found = describe(cluster, arns);
        found.forEach(service -> open.remove(service.serviceName()));
        if (!open.isEmpty()) {
            throw new Reading.Failed("ListServices shows " + open + ", DescribeServices does not");
        }
        return found.stream().filter(ServiceReader::isThere).toList();
    }

    private static boolean isThere(Service service) {
        return !"INACTIVE".equals(service.status());
    }

    private List<Service> describe(String cluster, List<String> services) {
        return atOnce.each(Batches.of(services, DESCRIBE_BATCH), batch -> describeBatch(cluster, batch)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Service> describeBatch(String cluster, List<String> batch) {
        DescribeServicesResponse answer = Reading.call(
                "DescribeServices",
                () -> ecs.describeServices(
                        describe -> describe.cluster(cluster).services(batch).include(ServiceField.TAGS)));
        requireWhole(batch, answer);
        return answer.services();
    }

    /** What was asked for is answered or said to be missing; a service that is silently left out must not look gone. */
    private static void requireWhole(List<String> asked, DescribeServicesResponse answer) {
        Set<String> open = asked.stream().map(ServiceViews::shortName).collect(Collectors.toCollection(HashSet::new));
        answer.services().forEach(service -> open.remove(service.serviceName()));
        for (Failure failure : answer.failures()) {
            if (!"MISSING".equals(failure.reason())) {
                throw new Reading.Failed("DescribeServices: " + failure.reason() + " " + failure.arn());
            }
            open.remove(ServiceViews.shortName(failure.arn()));
        }
        if (!open.isEmpty()) {
            throw new Reading.Failed("DescribeServices: no word about " + open);
        }
    }

    private static Listed sort(List<Service> services) {
        Map<DeploymentKey, ServiceView> deployments = new TreeMap<>();
        List<ServiceView> others = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Service service : services) {
            ServiceView view = ServiceViews.of(service);
            Ownership owner = Ownership.ofService(view.name(), view.tags());
            owner.key().ifPresentOrElse(key -> deployments.put(key, view), () -> others.add(view));
            owner.remark().ifPresent(remarks::add);
        }
        return new Listed(
                services.stream()
                        .map(Service::clusterArn)
                        .filter(arn -> arn != null)
                        .findFirst(),
                deployments,
                others,
                remarks);
    }
}
