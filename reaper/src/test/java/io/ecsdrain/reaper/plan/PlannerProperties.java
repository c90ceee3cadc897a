package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

/** The rules of docs/invariants.md over random snapshots. The oracle shares no code with the planner. */
class PlannerProperties {

    @Provide
    Arbitrary<ClusterSnapshot> snapshots() {
        return Arbitraries.randomValue(random -> new SnapshotMaker(random).make());
    }

    @Provide
    Arbitrary<ReaperPolicy> policies() {
        return Arbitraries.randomValue(PlannerProperties::policy);
    }

    static ReaperPolicy policy(Random random) {
        return new ReaperPolicy(
                1 + random.nextInt(3),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(Duration.ofHours(1 + random.nextInt(70))),
                random.nextInt(4) == 0 ? ReaperPolicy.MaxAgeFrom.CREATED : ReaperPolicy.MaxAgeFrom.DRAINING,
                random.nextInt(5) == 0 ? 1 : 0,
                random.nextBoolean(),
                random.nextInt(8) == 0,
                random.nextInt(4),
                Duration.ofMinutes(60));
    }

    @Tag("statistics")
    @Property(shrinking = ShrinkingMode.OFF)
    void theGeneratorsReallyRetireAndDelete(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            Statistics.label("reason").collect(decision.reason());
        }
        Statistics.label("reason").coverage(checker -> {
            for (Reason reason : Reason.values()) {
                checker.check(reason).count(count -> count >= 10);
            }
            for (Reason reason : List.of(Reason.DRAINED, Reason.READY, Reason.PARKING, Reason.MAX_AGE)) {
                checker.check(reason).percentage(percentage -> percentage >= 1);
            }
        });
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingLiveOrRoutedIsRetiredOrDeleted(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (!destroys(decision)) {
                continue;
            }
            Deployment deployment = find(snapshot, decision);
            assertThat(deployment.parameter().unknownBecause()).isEmpty();
            assertThat(value(deployment)).isIn("draining", "");
            assertThat(snapshot.routing().isKnown()).isTrue();
            snapshot.routing().value().orElseThrow().listeners().forEach(listener -> {
                assertThat(listener.rules().isKnown()).isTrue();
                assertThat(listener.defaultTargets())
                        .noneMatch(target ->
                                target.weight() > 0 && deployment.targetGroups().contains(target.targetGroupArn()));
                listener.rules().value().orElseThrow().stream()
                        .filter(rule -> deployment.targetGroups().stream().anyMatch(rule::forwardsTo))
                        .forEach(rule -> assertThat(Oracle.owns(decision.key(), rule))
                                .as("%s %s", decision, rule)
                                .isTrue());
            });
            assertThat(Oracle.otherServices(snapshot, decision.key()))
                    .noneMatch(other -> !Collections.disjoint(other.targetGroupArns(), deployment.targetGroups()));
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aCanaryThatGoesOnIsLeftAlone(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (decision.reason() == Reason.CANARY) {
                assertThat(decision.actions()).isEmpty();
                assertThat(find(snapshot, decision).parameter().isMissing()).isTrue();
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingIsDoneToWhatMayBeAnotherClusters(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (!find(snapshot, decision).owned()
                    || snapshot.elsewhere().containsKey(decision.key().name())) {
                // Without a state a fence asks no task anything, whichever deployment it belongs to.
                boolean fenceAlone = find(snapshot, decision).parameter().isMissing();
                assertThat(decision.actions())
                        .as("%s", decision)
                        .allMatch(action -> fenceAlone && action instanceof Action.DeleteFence);
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingThatIsPinnedIsRetiredOrDeleted(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (find(snapshot, decision).service().filter(Oracle::isPinned).isPresent()) {
                assertThat(destroys(decision)).as("%s", decision).isFalse();
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingIsDoneToWhatSomethingElseMoves(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (find(snapshot, decision)
                    .service()
                    .flatMap(ServiceView::managedBy)
                    .isPresent()) {
                assertThat(decision.actions()).as("%s", decision).isEmpty();
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void onlyMarkedOrDrainedOrAbandonedServicesWithoutATaskAreDeleted(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            Optional<ServiceView> service = find(snapshot, decision).service();
            boolean deletes = decision.actions().stream().anyMatch(Oracle::deletes);
            if (!deletes || service.isEmpty()) {
                continue;
            }
            Deployment deployment = find(snapshot, decision);
            String tag = service.get().tags().getOrDefault(Tags.STATE, "");
            assertThat(policy.retireOnly()).isFalse();
            assertThat(service.get().desiredCount()).isZero();
            assertThat(deployment.tasks().value().orElseThrow()).allMatch(TaskView::isStopped);
            boolean abandoned = tag.equals("deploying")
                    && value(deployment).isEmpty()
                    && service.get().createdAt().plus(policy.deployTimeout()).isBefore(snapshot.takenAt());
            assertThat(tag.equals("retired") || value(deployment).equals("draining") || abandoned)
                    .as("%s", decision)
                    .isTrue();
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingOfAnotherDeploymentIsTouched(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            Deployment deployment = find(snapshot, decision);
            for (Action action : decision.actions()) {
                Oracle.serviceOf(action).ifPresent(arn -> assertThat(arn)
                        .isEqualTo("arn:" + decision.key().serviceName()));
                Oracle.parameterOf(action).ifPresent(name -> assertThat(name)
                        .isEqualTo(decision.key().stateParameter()));
                assertThat(deployment.targetGroups()).containsAll(Oracle.groupsOf(action));
                Oracle.groupsOf(action)
                        .forEach(arn -> assertThat(Oracle.taggedForAnother(snapshot, arn, decision.key()))
                                .as("%s", action)
                                .isFalse());
                Oracle.rulesOf(action)
                        .forEach(arn -> assertThat(Oracle.owns(decision.key(), Oracle.rule(snapshot, arn)))
                                .isTrue());
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void unforcedRetirementRestsOnFreshUnbrokenEvidenceOfEveryTask(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            boolean lowers = decision.actions().stream().anyMatch(Action.LowerDeregistrationDelay.class::isInstance);
            if (!(decision.retires() && decision.reason() == Reason.READY) && !lowers) {
                continue;
            }
            Deployment deployment = find(snapshot, decision);
            Instant from = Oracle.evidenceFrom(snapshot, deployment);
            for (TaskView task : deployment.tasks().value().orElseThrow()) {
                if (task.isMeantToRun()) {
                    Oracle.assertReady(snapshot, deployment, task, from, policy.consecutive());
                }
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void oneThatIsMarkedKeptIsDeletedOnlyIfAYoungerOneDrains(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            List<String> words = decision.actions().stream().map(Action::word).toList();
            if (words.contains("MarkRetired") && Oracle.isKept(find(snapshot, decision))) {
                assertThat(Oracle.youngerThatDrains(snapshot, decision.key()))
                        .as("%s", decision)
                        .isTrue();
            }
            if (words.contains("MarkKept")) {
                assertThat(policy.keepPreviousScaled()).isFalse();
                assertThat(words).containsSubsequence("WriteOriginals", "MarkKept", "ScaleToZero");
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void onlyAgeOvercomesMissingReadinessAndItSaysSo(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (!decision.retires() || decision.reason() == Reason.HALF_CREATED) {
                continue;
            }
            Deployment deployment = find(snapshot, decision);
            assertThat(decision.reason()).isIn(Reason.READY, Reason.NO_TASKS, Reason.CRASH_LOOP, Reason.MAX_AGE);
            if (decision.reason() == Reason.NO_TASKS) {
                assertThat(deployment.tasks().value().orElseThrow()).noneMatch(TaskView::isMeantToRun);
            }
            if (decision.reason() == Reason.MAX_AGE) {
                assertThat(decision.detail()).contains("MAX_AGE exceeded");
                Instant origin = policy.maxAgeFrom() == ReaperPolicy.MaxAgeFrom.CREATED
                        ? deployment.service().orElseThrow().createdAt()
                        : Oracle.drainStart(snapshot, deployment);
                assertThat(Duration.between(origin, snapshot.takenAt()))
                        .isGreaterThan(policy.maxAge().orElseThrow());
                Optional.ofNullable(deployment.service().orElseThrow().tags().get(Tags.PINNED_UNTIL))
                        .ifPresent(unpinned -> assertThat(Duration.between(Instant.parse(unpinned), snapshot.takenAt()))
                                .isGreaterThan(policy.maxAge().orElseThrow()));
            }
            assertThat(Duration.between(deployment.service().orElseThrow().createdAt(), snapshot.takenAt()))
                    .isGreaterThanOrEqualTo(policy.minAge());
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aFenceIsWrittenOnceAllRulesAreParkedAndTakenBackBeforeOneIsLedBack(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            List<String> words = decision.actions().stream().map(Action::word).toList();
            Deployment deployment = find(snapshot, decision);
            if (words.contains("WriteFence")) {
                boolean parked = Oracle.rulesTo(snapshot, deployment).stream().allMatch(RuleView::isParked);
                assertThat(parked
                                || words.indexOf("ParkRules") < words.indexOf("WriteFence")
                                        && words.contains("ParkRules"))
                        .as("%s", decision)
                        .isTrue();
                assertThat(words).doesNotContain("ScaleToZero", "UnparkRules");
            }
            if (words.contains("UnparkRules") && deployment.fence().found().isPresent()) {
                assertThat(words).as("%s", decision).containsSubsequence("DeleteFence", "UnparkRules");
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aTaskThatIsGivenUpIsReadyOrYoungerThanThreeThatDiedAndStartedWithoutClients(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            if (decision.reason() == Reason.CRASH_LOOP && decision.retires()) {
                Oracle.assertGivenUp(snapshot, find(snapshot, decision), policy.consecutive());
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void deletionGoesRulesThenTargetGroupsThenParameterThenServiceLast(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            List<Integer> ranks = decision.actions().stream()
                    .map(Oracle::deletionRank)
                    .filter(rank -> rank >= 0)
                    .toList();
            assertThat(ranks).isSorted();
            boolean marked = decision.actions().stream().anyMatch(Action.MarkRetired.class::isInstance)
                    || find(snapshot, decision)
                            .service()
                            .filter(service -> "retired".equals(service.tags().get(Tags.STATE)))
                            .isPresent();
            if (decision.actions().stream().anyMatch(Action.DeleteService.class::isInstance)) {
                assertThat(marked).isTrue();
                assertThat(decision.actions().get(decision.actions().size() - 1))
                        .isInstanceOf(Action.DeleteService.class);
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void noClientIsSentToAnEmptyTargetGroup(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        for (Decision decision : Planner.plan(snapshot, policy).decisions()) {
            boolean parks = decision.actions().stream().anyMatch(Action.ParkRules.class::isInstance);
            assertThat(parks && decision.retires()).isFalse();
            if (!decision.retires() || decision.reason() == Reason.HALF_CREATED) {
                continue;
            }
            Deployment deployment = find(snapshot, decision);
            assertThat(Oracle.rulesTo(snapshot, deployment)).allMatch(RuleView::isParked);
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void whileTheIntendedLiveDeploymentCannotServeNotAllThatServeAreRetired(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        List<Decision> decisions = Planner.plan(snapshot, policy).decisions();
        for (String name : snapshot.registers().keySet()) {
            List<Decision> serving = decisions.stream()
                    .filter(each -> each.key().name().equals(name) && Oracle.drainsWithTasks(find(snapshot, each)))
                    .toList();
            if (!serving.isEmpty() && Oracle.liveOneIsMissing(snapshot, name)) {
                assertThat(serving).anyMatch(each -> !each.retires());
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void atMostSoManyAreRetiredInOneRun(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        long retired = Planner.plan(snapshot, policy).decisions().stream()
                .filter(Decision::retires)
                .count();
        assertThat(retired).isLessThanOrEqualTo(policy.maxRetirements());
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void theSameSnapshotGivesTheSamePlanInWhateverOrderItIsListed(
            @ForAll("snapshots") ClusterSnapshot snapshot, @ForAll("policies") ReaperPolicy policy) {
        List<Deployment> shuffled = new ArrayList<>(snapshot.deployments());
        Collections.reverse(shuffled);
        ClusterSnapshot other = new ClusterSnapshot(
                snapshot.takenAt(),
                snapshot.cluster(),
                shuffled,
                snapshot.otherServices(),
                snapshot.routing(),
                snapshot.registers(),
                snapshot.elsewhere(),
                snapshot.remarks());
        Plan plan = Planner.plan(snapshot, policy);
        assertThat(Planner.plan(snapshot, policy)).isEqualTo(plan);
        assertThat(Planner.plan(other, policy)).isEqualTo(plan);
        assertThat(plan.decisions())
                .extracting(Decision::key)
                .containsExactlyElementsOf(
                        snapshot.deployments().stream().map(Deployment::key).toList());
    }

    private static boolean destroys(Decision decision) {
        return decision.actions().stream()
                .anyMatch(action -> action instanceof Action.ScaleToZero
                        || action instanceof Action.MarkRetired
                        || action instanceof Action.ParkRules
                        || Oracle.deletes(action));
    }

    private static Deployment find(ClusterSnapshot snapshot, Decision decision) {
        return snapshot.deployments().stream()
                .filter(each -> each.key().equals(decision.key()))
                .findFirst()
                .orElseThrow();
    }

    private static String value(Deployment deployment) {
        return deployment.parameter().found().map(found -> found.value()).orElse("");
    }
}
