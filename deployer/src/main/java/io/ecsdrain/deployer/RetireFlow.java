package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.deploy.CanaryStart;
import io.ecsdrain.deployer.plan.retire.RetirePlan;
import io.ecsdrain.deployer.plan.retire.RetireRequest;
import io.ecsdrain.deployer.plan.verb.Result;
import java.util.List;
import java.util.Optional;

/** The verb {@code retire}. */
final class RetireFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    RetireFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    Result run(RetireRequest request) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        if (!view.deployments().contains(key)) {
            throw new NotThere(KnownIds.none(key, view));
        }
        RetirePlan plan = RetirePlan.of(view, key);
        Optional<String> live = view.live().map(DeploymentKey::id);
        if (plan.refusal().isPresent()) {
            return Result.refused("retire", key, plan.refusal().get(), live);
        }
        if (plan.drains().isEmpty() && !request.now()) {
            return result(key, key.name() + " " + key.id() + " drains already", List.of(), live);
        }
        if (request.now()) {
            console.note("  " + EndNow.loss(session, outside, key));
        }
        String question = request.now() ? "end " + key.id() + " now?" : "make " + key.id() + " draining?";
        if (!request.yes() && console.interactive() && !console.agrees(question)) {
            return Result.refused("retire", key, "not agreed to", live);
        }
        VerbRun run = new VerbRun("retire", key, session, console, outside);
        if (CanaryStart.isMarked(view, key)) {
            CanaryEnd.of(run, session, outside)
                    .once(view.service(key).orElseThrow().arn(), "it is retired");
            view = session.names().read(key.name());
            plan = RetirePlan.of(view, key);
            if (plan.refusal().isPresent()) {
                return Result.refused(
                        "retire", key, plan.refusal().get(), view.live().map(DeploymentKey::id));
            }
        }
        List<String> kept = drain(run, plan, view.parameters().register().isPresent());
        if (!kept.isEmpty()) {
            return Result.refused("retire", key, String.join("; ", kept), live);
        }
        return request.now()
                ? ended(run, live)
                : result(
                        key,
                        key.name() + " " + key.id() + " drains: the reaper retires it once its sessions are over",
                        run.done(),
                        live);
    }

    private Result ended(VerbRun run, Optional<String> live) {
        DeploymentKey key = run.key();
        return new EndNow(session, outside, run)
                .end()
                .map(obstacle -> new Result(
                        "retire",
                        key,
                        obstacle.exit(),
                        (obstacle.exit() == ExitCode.REFUSED ? "refused: " : "") + key.id()
                                + " drains and is not ended: " + obstacle.why(),
                        run.done(),
                        List.of(),
                        List.of(),
                        live))
                .orElseGet(() -> result(
                        key,
                        key.name() + " " + key.id() + " is scaled to zero: the reaper removes the rest once its tasks"
                                + " have stopped",
                        run.done(),
                        live));
    }

    /** A name without a register has no default action that is its own to look at. */
    private static List<String> drain(VerbRun run, RetirePlan plan, boolean registered) {
        if (registered) {
            return run.drain(plan.drains());
        }
        plan.drains().forEach(drain -> drain.writes().forEach(run::write));
        return List.of();
    }

    private static Result result(DeploymentKey key, String summary, List<String> done, Optional<String> live) {
        return new Result("retire", key, ExitCode.DONE, summary, done, List.of(), List.of(), live);
    }
}
