package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Asking the cheap question first against asking about every task, over random clusters, policies and memories. */
class OneTaskFirstProperties {

    private static final int TRIES = 3_000;
    private static final Evidence NOT_ASKED = new Evidence.NotAsked(Optional.empty());
    private static final Set<Reason> NOT_READY =
            Set.of(Reason.NOT_READY, Reason.NO_METRIC, Reason.OBSERVATION_INCOMPLETE);

    /** A cluster with all its evidence, a policy, and what the last run left in memory, which may be nonsense. */
    record Case(ClusterSnapshot truth, ReaperPolicy policy, Map<DeploymentKey, String> lastBlockers) {}

    /** What the inquiry ended with. */
    private record Asked(ClusterSnapshot seen, int rounds) {}

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> new Case(
                withEvidence(new SnapshotMaker(random).make(), (deployment, task) -> Optional.ofNullable(
                                deployment.evidence().get(task))
                        .filter(evidence -> !(evidence instanceof Evidence.NotAsked))
                        .orElseGet(() -> new Evidence.Points(List.of()))),
                PlannerProperties.policy(random),
                memory(random)));
    }

    private static Map<DeploymentKey, String> memory(Random random) {
        Map<DeploymentKey, String> memory = new HashMap<>();
        for (DeploymentKey key : SnapshotMaker.KEYS) {
            if (random.nextBoolean()) {
                memory.put(key, "t" + random.nextInt(5));
            }
        }
        return memory;
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void decidesAndActsAsIfEveryTaskHadBeenAsked(@ForAll("cases") Case given) {
        List<Decision> whole = Planner.plan(given.truth, given.policy).decisions();
        List<Decision> cheap = Planner.plan(ask(given).seen, given.policy).decisions();
        for (int i = 0; i < whole.size(); i++) {
            assertThat(cheap.get(i).key()).isEqualTo(whole.get(i).key());
            assertThat(cheap.get(i).actions()).isEqualTo(whole.get(i).actions());
            if (cheap.get(i).reason() != whole.get(i).reason()) {
                assertThat(NOT_READY)
                        .as("unread evidence may go unnoticed behind a task that blocks, or the other way round")
                        .contains(cheap.get(i).reason(), whole.get(i).reason());
                // Of the tasks that were asked none may have the metric, and of those that were not some may.
                if (cheap.get(i).reason() != Reason.NO_METRIC) {
                    assertThat(given.truth.deployments().get(i).evidence().values())
                            .hasAtLeastOneElementOfType(Evidence.Unread.class);
                }
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void theBlockersNamedAreTrueAndSomeIsNamedWhereThereIsOne(@ForAll("cases") Case given) {
        List<Decision> whole = Planner.plan(given.truth, given.policy).decisions();
        List<Decision> cheap = Planner.plan(ask(given).seen, given.policy).decisions();
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i).blockers()).containsAll(cheap.get(i).blockers());
            assertThat(cheap.get(i).blockers().isEmpty())
                    .isEqualTo(whole.get(i).blockers().isEmpty());
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void oneTaskOfADeploymentIsAskedFirstAndTheRestAtOnceOrNever(@ForAll("cases") Case given) {
        Asked asked = ask(given);
        assertThat(asked.rounds).isLessThanOrEqualTo(2);
        for (Deployment deployment : asked.seen.deployments()) {
            long answered = deployment.evidence().values().stream()
                    .filter(evidence -> !(evidence instanceof Evidence.NotAsked))
                    .count();
            long all = deployment.evidence().size();
            assertThat(answered).isIn(0L, 1L, all);
            if (all > 1) {
                Statistics.collect(answered == 0 ? "none" : answered == 1 ? "one" : "all");
            }
        }
        Statistics.coverage(checker -> List.of("none", "one", "all")
                .forEach(outcome -> checker.check(outcome).percentage(percentage -> percentage >= 1)));
    }

    private static Asked ask(Case given) {
        OneTaskFirst inquiry = new OneTaskFirst(given.policy, given.lastBlockers);
        ClusterSnapshot seen = withEvidence(given.truth, (deployment, task) -> NOT_ASKED);
        for (int rounds = 0; ; rounds++) {
            Map<DeploymentKey, Set<String>> next = inquiry.next(seen);
            if (next.values().stream().allMatch(Set::isEmpty)) {
                return new Asked(seen, rounds);
            }
            seen = withEvidence(
                    seen,
                    (deployment, task) ->
                            next.getOrDefault(deployment.key(), Set.of()).contains(task)
                                    ? truth(given, deployment.key()).evidence().get(task)
                                    : deployment.evidence().get(task));
        }
    }

    private static Deployment truth(Case given, DeploymentKey key) {
        return given.truth.deployments().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The same cluster with this evidence for each task that is meant to run. */
    private static ClusterSnapshot withEvidence(
            ClusterSnapshot snapshot, BiFunction<Deployment, String, Evidence> evidence) {
        return new ClusterSnapshot(
                snapshot.takenAt(),
                snapshot.cluster(),
                snapshot.deployments().stream()
                        .map(each -> withEvidence(each, evidence))
                        .toList(),
                snapshot.otherServices(),
                snapshot.routing(),
                snapshot.registers(),
                snapshot.elsewhere(),
                snapshot.remarks());
    }

    private static Deployment withEvidence(Deployment old, BiFunction<Deployment, String, Evidence> evidence) {
        Map<String, Evidence> all = new TreeMap<>();
        old.tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .forEach(task -> all.put(task.taskId(), evidence.apply(old, task.taskId())));
        return new Deployment(
                old.key(),
                old.service(),
                old.parameter(),
                old.tasks(),
                all,
                old.scaling(),
                old.targetGroups(),
                old.owned());
    }
}
