package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Ownership;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.ReadScope;
import io.ecsdrain.inventory.observe.ServiceReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one observation has found so far: each reading is put in, and says what the next one has to ask for. */
final class SnapshotBuilder {

    private static final Observed<List<TaskView>> TASKS_NOT_ASKED = Observed.unknown("not asked for");
    private static final Observed<List<TaskView>> NO_SERVICE = Observed.unknown("no service to list tasks of");

    private final Scope scope;
    private final Optional<String> clusterArn;
    private final SortedMap<DeploymentKey, ServiceView> services = new TreeMap<>();
    private final List<ServiceView> others;
    private final List<String> remarks;
    private final Belongings belongings;
    private final Set<DeploymentKey> keys = new TreeSet<>();
    private final ParameterReadings parameters = new ParameterReadings();
    private final Map<String, Lookup<ScalingView>> scaling = new HashMap<>();
    private final Map<DeploymentKey, Observed<List<TaskView>>> tasks = new HashMap<>();
    private final EvidenceReadings evidence = new EvidenceReadings();

    SnapshotBuilder(Scope scope, ServiceReader.Listed listed) {
        this.scope = scope;
        this.belongings = new Belongings(new ClusterTag(scope.cluster()));
        this.clusterArn = listed.clusterArn();
        this.others = new ArrayList<>(listed.others());
        this.remarks = new ArrayList<>(listed.remarks());
        listed.deployments().forEach((key, service) -> {
            if (scope.covers(key.name())) {
                services.put(key, service);
            } else {
                others.add(service);
            }
        });
        keys.addAll(services.keySet());
    }

    Set<String> usedTargetGroups() {
        return services.values().stream()
                .flatMap(service -> service.targetGroupArns().stream())
                .collect(Collectors.toSet());
    }

    /** Tagged target groups and rules speak of deployments too, those whose service is gone. */
    void routing(Observed<Routing> routes) {
        routes.value().ifPresent(seen -> {
            seen.targetGroups().values().forEach(group -> claim("target group " + group.name(), group.tags())
                    .ifPresent(key -> belongings.group(key, group)));
            seen.listeners().stream()
                    .flatMap(listener -> listener.rules().value().stream().flatMap(List::stream))
                    .forEach(rule ->
                            claim("rule " + rule.arn(), rule.tags()).ifPresent(key -> belongings.rule(key, rule)));
        });
    }

    private Optional<DeploymentKey> claim(String what, Map<String, String> tags) {
        Ownership owner = Ownership.of(what, tags);
        owner.remark().ifPresent(remarks::add);
        Optional<DeploymentKey> ours =
                owner.key().filter(key -> scope.covers(key.name())).filter(key -> belongings.mayBeHere(key, tags));
        ours.ifPresent(keys::add);
        return ours;
    }

    /** The names that the services would have of what nothing shows to be this cluster's so far. */
    List<String> unownedServices() {
        return unowned().map(DeploymentKey::serviceName).distinct().toList();
    }

    /** @param byName services that ListServices does not show */
    void deletedServices(Map<String, ServiceView> byName) {
        unowned().toList().forEach(key -> Optional.ofNullable(byName.get(key.serviceName()))
                .ifPresent(service -> belongings.deleted(key, service)));
    }

    List<String> unownedParameters() {
        return unowned()
                .filter(key -> parameters.of(key).found().isPresent())
                .map(DeploymentKey::stateParameter)
                .toList();
    }

    void parameterTags(Map<String, Map<String, String>> byName) {
        unowned().toList().forEach(key -> Optional.ofNullable(byName.get(key.stateParameter()))
                .ifPresent(tags -> belongings.parameter(key, tags)));
    }

    /** Of a name that is another cluster's too nothing is done anyway. */
    private Stream<DeploymentKey> unowned() {
        return keys.stream()
                .filter(key -> !isOwned(key) && scope.wantsTasks(key))
                .filter(key -> !belongings.elsewhere().containsKey(key.name()));
    }

    private boolean isOwned(DeploymentKey key) {
        return services.containsKey(key) || belongings.isShown(key);
    }

    /** Whether something came to light of which more is to be read. */
    boolean leavesOpen() {
        return !(unreadNames().isEmpty()
                && unreadTasks().isEmpty()
                && unreadScaling().isEmpty());
    }

    Set<String> unreadNames() {
        Set<String> names = keys.stream().map(DeploymentKey::name).collect(Collectors.toCollection(TreeSet::new));
        names.addAll(scope.names());
        names.removeAll(parameters.names());
        return names;
    }

    void parameters(Map<String, Observed<NameParameters>> byName) {
        parameters.add(byName);
        byName.values().forEach(word -> word.value().ifPresent(seen -> {
            keys.addAll(seen.states().keySet());
            keys.addAll(seen.fences().keySet());
            remarks.addAll(seen.remarks());
        }));
    }

    /**
     * The services that exist and those that are gone, since their scalable target may be left; without those read
     * already.
     */
    List<String> unreadScaling() {
        return keys.stream()
                .filter(this::ownsItsServiceName)
                .map(DeploymentKey::serviceName)
                .filter(service -> !scaling.containsKey(service))
                .toList();
    }

    /**
     * The leftover app/eu-1 shares its service name with app-eu/1, whose service and scalable target are not its own.
     */
    private boolean ownsItsServiceName(DeploymentKey key) {
        return services.containsKey(key)
                || Stream.concat(services.values().stream(), others.stream())
                        .noneMatch(service -> service.name().equals(key.serviceName()));
    }

    void scaling(Map<String, Lookup<ScalingView>> byService) {
        scaling.putAll(byService);
    }

    /** Before the parameters are read, the services that show by themselves that their tasks matter. */
    List<ServiceView> unreadTasks() {
        return services.entrySet().stream()
                .filter(entry -> !tasks.containsKey(entry.getKey()))
                .filter(entry -> ReadScope.needsTasks(entry.getValue(), parameters.of(entry.getKey())))
                .filter(entry -> scope.wantsTasks(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    long runningTasks() {
        return Stream.concat(services.values().stream(), others.stream())
                .mapToLong(service -> service.runningCount() + (long) service.pendingCount())
                .sum();
    }

    void tasks(Map<String, Observed<List<TaskView>>> byService) {
        services.forEach((key, service) -> tasks.computeIfAbsent(key, absent -> byService.get(service.name())));
    }

    /** Of the tasks that an inquiry names, those that can be asked about and were not yet. */
    List<Subject> unasked(Map<DeploymentKey, Set<String>> wanted) {
        return wanted.entrySet().stream()
                .flatMap(each ->
                        askable(each.getKey()).filter(subject -> each.getValue().contains(subject.taskId())))
                .filter(subject -> !evidence.has(subject))
                .toList();
    }

    /** The tasks that are meant to run, of a draining deployment. */
    private Stream<Subject> askable(DeploymentKey key) {
        return Optional.ofNullable(tasks.get(key)).filter(seen -> ReadScope.needsEvidence(parameters.of(key))).stream()
                .flatMap(seen -> seen.value().stream())
                .flatMap(List::stream)
                .filter(TaskView::isMeantToRun)
                .map(task -> new Subject(key, task.taskId()));
    }

    void evidence(Map<Subject, Evidence> more) {
        evidence.add(more);
    }

    private List<String> targetGroups(DeploymentKey key) {
        Set<String> all = new TreeSet<>(isOwned(key) ? belongings.shownGroups(key) : belongings.unclearGroups(key));
        Optional.ofNullable(services.get(key)).map(ServiceView::targetGroupArns).ifPresent(all::addAll);
        return List.copyOf(all);
    }

    ClusterSnapshot snapshot(Instant takenAt, Observed<Routing> routing) {
        return new ClusterSnapshot(
                takenAt,
                clusterArn.orElse(scope.cluster()),
                keys.stream().map(this::deployment).toList(),
                others,
                routing,
                parameters.registers(),
                belongings.elsewhere(),
                remarks);
    }

    private Deployment deployment(DeploymentKey key) {
        return new Deployment(
                key,
                Optional.ofNullable(services.get(key)),
                parameters.of(key),
                tasks.getOrDefault(key, services.containsKey(key) ? TASKS_NOT_ASKED : NO_SERVICE),
                evidence.of(key, askable(key)),
                ownsItsServiceName(key) ? scaling.get(key.serviceName()) : Lookup.missing(),
                targetGroups(key),
                isOwned(key),
                parameters.fence(key));
    }
}
