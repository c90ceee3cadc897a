package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.plan.Planner;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends one draining deployment with the sessions that it has: runs of the reaper for it alone, to which every age is
 * too old. What the reaper never does, it does not do here either.
 */
final class EndNow {

    /** A load balancer goes by the old rules for a while; their clients are to miss the tasks before these stop. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** One to lead the clients away, one to scale to zero, and as many for reads that are older than the writes. */
    private static final int RUNS = 4;

    private final Session session;
    private final Outside outside;
    private final VerbRun verb;
    private final DeploymentKey key;

    EndNow(Session session, Outside outside, VerbRun verb) {
        this.session = session;
        this.outside = outside;
        this.verb = verb;
        this.key = verb.key();
    }

    /** Why it is not ended. */
    record Obstacle(ExitCode exit, String why) {}

    /** Whose sessions are lost, as a sentence. */
    static String loss(Session session, Outside outside, DeploymentKey key) {
        ClusterSnapshot snapshot = Unreadable.require(
                key.serviceName(),
                new Inventory(session.clients())
                        .observe(
                                config(session, key, ReaperPolicy.DEFAULT)
                                        .scope()
                                        .only(Set.of(key)),
                                outside.time().instant()));
        Optional<Decision> decision =
                Planner.plan(snapshot, ReaperPolicy.DEFAULT).only(Set.of(key)).decisions().stream()
                        .findFirst();
        long running = snapshot.deployments().stream()
                .filter(deployment -> deployment.key().equals(key))
                .mapToLong(deployment ->
                        deployment.service().map(ServiceView::runningCount).orElse(0))
                .sum();
        if (running == 0) {
            return "no task runs";
        }
        int busy = decision.map(Decision::blockers).map(List::size).orElse(0);
        String what = running == 1 ? "1 task runs" : running + " tasks run";
        return what
                + (busy == 0
                        ? ", and what sessions they have is not known"
                        : ", and " + busy + " of them may have sessions ("
                                + decision.get().blockers().get(0).why() + ")");
    }

    /** Empty once no task of it is meant to run. */
    Optional<Obstacle> end() {
        Reaper reaper =
                new Reaper(session.clients(), config(session, key, pastEveryAge()), outside.time(), outside.converge());
        String why = "";
        for (int run = 0; run < RUNS; run++) {
            if (run > 0) {
                outside.converge().waiting().pauseOrEnd(PAUSE);
            }
            RunReport report = reaper.runOn(key);
            List<Executed.Step> done = report.decisions().stream()
                    .flatMap(each -> each.steps().stream())
                    .filter(step -> step.outcome() instanceof Outcome.Done)
                    .toList();
            done.forEach(step -> verb.did(ActionPhrases.of(step.action())));
            if (report.failed()) {
                return Optional.of(new Obstacle(ExitCode.FAILED, String.join("; ", RunReportText.of(report))));
            }
            if (done.stream().anyMatch(step -> step.action() instanceof Action.ScaleToZero) || isAtZero()) {
                return Optional.empty();
            }
            why = report.decisions().stream()
                    .findFirst()
                    .map(each -> each.reason().word() + ": " + each.decision().detail())
                    .orElse("it is not among the deployments any more");
        }
        return Optional.of(new Obstacle(ExitCode.REFUSED, why));
    }

    private boolean isAtZero() {
        return new LiveReader(session.clients(), session.target().cluster())
                .service(key)
                .require("service " + key.serviceName())
                .filter(service -> service.desiredCount() > 0)
                .isEmpty();
    }

    private static ReaperConfig config(Session session, DeploymentKey key, ReaperPolicy policy) {
        return new ReaperConfig(
                session.target().cluster(),
                Optional.of(key.name()),
                List.of(),
                Optional.empty(),
                Duration.ZERO,
                policy,
                false);
    }

    private static ReaperPolicy pastEveryAge() {
        ReaperPolicy usual = ReaperPolicy.DEFAULT;
        return new ReaperPolicy(
                usual.consecutive(),
                usual.period(),
                Duration.ZERO,
                Optional.of(Duration.ZERO),
                usual.maxAgeFrom(),
                0,
                usual.keepPreviousScaled(),
                false,
                1,
                usual.deployTimeout());
    }
}
