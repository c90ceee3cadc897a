package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.DefaultAction;
import io.ecsdrain.deployer.execute.DeployRun;
import io.ecsdrain.deployer.execute.HookRun;
import io.ecsdrain.deployer.execute.HookRun.Objection;
import io.ecsdrain.deployer.observe.DeployReader;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.deployer.plan.deploy.CanaryStart;
import io.ecsdrain.deployer.plan.deploy.DeployPlan;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployView;
import io.ecsdrain.deployer.plan.deploy.Hook;
import io.ecsdrain.deployer.plan.deploy.Preview;
import io.ecsdrain.deployer.plan.rollback.RollbackPlan;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb {@code deploy}. */
final class DeployFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final DeployReader reader;
    private final DeployRun run;
    private final DefaultAction defaultAction;

    DeployFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.reader = new DeployReader(session.clients(), session.target().cluster(), session.names());
        this.run = new DeployRun(
                session.clients(), outside.time(), outside.converge().waiting(), line -> console.note("  " + line));
        this.defaultAction =
                new DefaultAction(session.clients(), session.target().cluster());
    }

    Result run(DeployRequest request) {
        DeployRun.Definition definition = run.definition(request);
        DeployView view = reader.read(request, existing -> run.differences(request, existing, definition));
        return run(request, definition, view).at(view.url());
    }

    private Result run(DeployRequest request, DeployRun.Definition definition, DeployView view) {
        DeploymentKey key = request.key();
        DeployPlan plan = DeployPlan.of(view, request, definition.hasSidecar());
        Optional<String> live = view.name().live().map(DeploymentKey::id);
        boolean isLive = live.equals(Optional.of(key.id()));
        Optional<CanaryFlow> canary = request.canary()
                .filter(steps -> !isLive)
                .map(steps -> new CanaryFlow(session, console, outside, request, steps));
        List<String> refusals = new ArrayList<>(plan.refusals());
        canary.ifPresent(steps -> refusals.addAll(steps.refusals(view)));
        if (!refusals.isEmpty()) {
            return Result.refused("deploy", key, String.join("; ", refusals), live);
        }
        plan.warnings().forEach(warning -> console.note("warning: " + warning));
        plan.scalingNote().ifPresent(console::note);
        if (!request.yes()
                && !console.agrees(
                        "deploy " + key.id() + " and make it live instead of " + live.orElse("nothing") + "?")) {
            return Result.refused("deploy", key, "not agreed to", live);
        }
        supersede(view.name(), key);
        defaultAction.rehearse(request.listenerArn(), plan.group());
        String group;
        try {
            group = run.create(request, view, plan, definition);
        } catch (RuntimeException stopped) {
            run.created().forEach(made -> console.note("left: " + made));
            throw stopped;
        }
        Optional<String> missing = run.awaitHealthy(request, group, request.patience());
        if (missing.isPresent()) {
            return gaveUp(request, plan, new Objection(ExitCode.TIMED_OUT, missing.get()), live);
        }
        Optional<Objection> objection = isLive ? Optional.empty() : hook(request, view, group);
        if (objection.isPresent()) {
            return gaveUp(request, plan, objection.get(), live);
        }
        return canary.map(steps -> inSteps(steps, request, plan, view, group))
                .orElseGet(() -> goLive(request, plan, group, view.name().state(key), Optional.empty(), List.of()));
    }

    /** Its scaling comes before its first clients; whatever keeps it from going live after them ends the canary. */
    private Result inSteps(CanaryFlow canary, DeployRequest request, DeployPlan plan, DeployView view, String group) {
        Optional<String> live = view.name().live().map(DeploymentKey::id);
        List<String> remarks;
        try {
            remarks = run.scale(request, plan, group);
        } catch (RuntimeException failed) {
            return gaveUp(request, plan, unscaled(failed), live);
        }
        Optional<Objection> objection = canary.run(view, group);
        if (objection.isPresent()) {
            return ended(request, objection.get(), canary.done());
        }
        try {
            Result result =
                    goLive(request, plan, group, view.name().state(request.key()), Optional.of(canary), remarks);
            if (!result.liveId().equals(Optional.of(request.key().id()))) {
                canary.abort(result.summary());
            }
            return result;
        } catch (RuntimeException failed) {
            canary.abort(Failures.sentence(failed));
            throw failed;
        }
    }

    private Result ended(DeployRequest request, Objection objection, List<String> done) {
        DeploymentKey key = request.key();
        List<String> actions = new ArrayList<>(run.created());
        actions.addAll(done);
        NameView view = session.names().read(key.name());
        String became = CanaryStart.isUnderWay(view, key)
                ? "it goes on as a canary"
                : view.says(key, DeploymentState.DRAINING)
                        ? "it drains, and the sessions it has finish there"
                        : "the reaper goes on with it";
        return new Result(
                "deploy",
                key,
                objection.exit(),
                "the canary " + key.id() + " did not become live: " + objection.why() + "; " + became + "; "
                        + view.live().map(live -> live.id() + " is live").orElse("nothing is live"),
                actions,
                List.of(),
                List.of(),
                view.live().map(DeploymentKey::id));
    }

    /** Ends the canaries that are in the way, which the request has agreed to. */
    private void supersede(NameView view, DeploymentKey key) {
        for (DeploymentKey other : CanaryStart.underWay(view, key)) {
            CanaryEnd.of(new VerbRun("deploy", other, session, console, outside), session, outside)
                    .once(view.service(other).orElseThrow().arn(), "superseded by " + key.id());
        }
    }

    /** What speaks against going live: the hook, or targets that are not healthy any more once it has ended. */
    private Optional<Objection> hook(DeployRequest request, DeployView view, String group) {
        if (request.hook().isEmpty()) {
            return Optional.empty();
        }
        Preview preview = Preview.of(view.url(), request.affinities(), request.key());
        return new HookRun(line -> console.note("  " + line))
                .objection(request.hook().get(), preview.environment(request.key()))
                .or(() -> run.awaitHealthy(request, group, Hook.recheck(request.deployTimeout()))
                        .map(missing -> new Objection(ExitCode.TIMED_OUT, missing)));
    }

    /**
     * The register first, then the effects (docs/converge.md). A deployment that was superseded meanwhile does not go
     * live. Its scaling comes right before: in between it would look idle to each alarm.
     *
     * @param canary if it had its steps; then its scaling is set up already
     * @param scaled what came of that
     */
    private Result goLive(
            DeployRequest request,
            DeployPlan created,
            String group,
            Optional<ParameterView> before,
            Optional<CanaryFlow> canary,
            List<String> scaled) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        ActivatePlan plan = ActivatePlan.of(view, key, true, request.deployTimeout());
        Optional<String> refusal = plan.refusal()
                .or(() -> retired(view.state(key), before))
                .or(() -> canary.flatMap(CanaryFlow::ended))
                .or(() -> defaultAction.foreign(key, request.listenerArn()));
        if (refusal.isPresent()) {
            return new Result(
                    "deploy",
                    key,
                    ExitCode.REFUSED,
                    "refused: " + refusal.get(),
                    run.created(),
                    List.of(),
                    left(request, created),
                    view.live().map(DeploymentKey::id));
        }
        List<String> remarks = new ArrayList<>(created.warnings());
        try {
            remarks.addAll(canary.isPresent() ? scaled : run.scale(request, created, group));
        } catch (RuntimeException failed) {
            return gaveUp(request, created, unscaled(failed), view.live().map(DeploymentKey::id));
        }
        VerbRun verb = new VerbRun("deploy", key, session, console, outside);
        run.created().forEach(verb::had);
        Optional<DeploymentKey> fallback = RollbackPlan.fallback(view, key);
        try {
            Runnable register = () -> plan.register().ifPresent(verb::write);
            canary.ifPresentOrElse(steps -> steps.goLive(register), register);
            plan.claims().forEach(verb::write);
            if (defaultAction.point(key, new Pointing(request.listenerArn(), group))) {
                verb.did("default action of " + request.listenerArn() + " forwards to " + group);
            }
        } catch (RuntimeException stopped) {
            return new Retreat(session, verb).after(stopped, fallback).leaving(left(request, created));
        }
        remarks.addAll(plan.remarks());
        remarks.addAll(verb.drain(plan.drains()));
        return verb.converge(remarks);
    }

    private static Objection unscaled(RuntimeException failed) {
        return new Objection(Failures.exit(failed), "its scaling was not set up: " + Failures.sentence(failed));
    }

    /** That it was made draining since the deploy began: a person does not want it any more. */
    private static Optional<String> retired(Optional<ParameterView> state, Optional<ParameterView> before) {
        return state.filter(now -> now.says(DeploymentState.DRAINING) && !before.equals(state))
                .map(now -> "it was made draining meanwhile");
    }

    private Result gaveUp(DeployRequest request, DeployPlan plan, Objection objection, Optional<String> live) {
        return new Result(
                "deploy",
                request.key(),
                objection.exit(),
                objection.why() + "; " + live.map(id -> id + " stays live").orElse("nothing is live"),
                run.created(),
                List.of(),
                left(request, plan),
                live);
    }

    private static List<String> left(DeployRequest request, DeployPlan plan) {
        return List.of(
                "target group " + plan.groupName(),
                (request.affinities().size() == 1 ? "its rule on " : "its rules on ") + request.listenerArn(),
                "service " + request.key().serviceName() + ", desired count " + plan.count());
    }
}
