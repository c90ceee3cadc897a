package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.DefaultAction;
import io.ecsdrain.deployer.execute.RollbackRun;
import io.ecsdrain.deployer.observe.RollbackReader;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.deployer.plan.rollback.RollbackPlan;
import io.ecsdrain.deployer.plan.rollback.RollbackRequest;
import io.ecsdrain.deployer.plan.rollback.RollbackView;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb {@code rollback}. */
final class RollbackFlow {

    private final Session session;
    private final Console console;
    private final RollbackRequest request;
    private final DeploymentKey key;
    private final RollbackReader reader;
    private final RollbackRun run;
    private final DefaultAction defaultAction;
    private final VerbRun verb;
    private final List<String> remarks = new ArrayList<>();

    RollbackFlow(Session session, Console console, Outside outside, RollbackRequest request) {
        String cluster = session.target().cluster();
        this.session = session;
        this.console = console;
        this.request = request;
        this.key = request.key();
        this.reader = new RollbackReader(session.clients(), cluster, session.names());
        this.verb = new VerbRun("rollback", key, session, console, outside);
        this.run = new RollbackRun(
                session.clients(),
                request,
                outside.time(),
                outside.converge().waiting(),
                verb::did,
                line -> console.note("  " + line));
        this.defaultAction = new DefaultAction(session.clients(), cluster);
    }

    Result run() {
        RollbackView view = look();
        RollbackPlan plan = RollbackPlan.of(view, key);
        Optional<String> live = view.name().live().map(DeploymentKey::id);
        if (!plan.refusals().isEmpty()) {
            return Result.refused("rollback", key, String.join("; ", plan.refusals()), live);
        }
        if (!request.yes() && console.interactive()) {
            String question = "make " + key.id() + " live again"
                    + live.filter(id -> !id.equals(key.id()))
                            .map(id -> " instead of " + id)
                            .orElse("")
                    + "?";
            if (!console.agrees(question)) {
                return Result.refused("rollback", key, "not agreed to", live);
            }
            // While a person thinks, a reaper may begin to delete.
            plan = RollbackPlan.of(look(), key);
            if (!plan.refusals().isEmpty()) {
                return Result.refused("rollback", key, String.join("; ", plan.refusals()), live);
            }
        }
        return registered(plan, view);
    }

    private RollbackView look() {
        RollbackView view = reader.read(key);
        NameView name = view.name();
        if (!name.deployments().contains(key)) {
            throw new NotThere(KnownIds.none(key, name));
        }
        return view;
    }

    /** The register first, then the effects (docs/converge.md). */
    private Result registered(RollbackPlan plan, RollbackView seen) {
        plan.pointings()
                .forEach(pointing -> defaultAction.rehearse(pointing.listenerArn(), Optional.of(pointing.groupArn())));
        try {
            plan.register().ifPresent(verb::write);
            // Read after the register was written, as the reaper does: one of both sees the other.
            RollbackPlan begun = RollbackPlan.of(look(), key);
            if (!begun.refusals().isEmpty()) {
                throw new Stopped(ExitCode.REFUSED, String.join("; ", begun.refusals()));
            }
            begun.claim().forEach(verb::write);
            Optional<String> missing = run.awaitHealthy(
                    seen.groups().stream().map(TargetGroupView::arn).toList());
            if (missing.isPresent()) {
                throw new Stopped(ExitCode.TIMED_OUT, missing.get());
            }
            serve(seen.name().state(key));
        } catch (RuntimeException stopped) {
            return new Retreat(session, verb).after(stopped, plan.fallback());
        }
        drainOthers();
        return verb.converge(remarks);
    }

    /** @param before its state as it was before the register was written, which a late answer may still show */
    private void serve(Optional<ParameterView> before) {
        RollbackView view = look();
        Optional<ParameterView> drained = view.name()
                .state(key)
                .filter(state -> state.says(DeploymentState.DRAINING))
                .filter(state ->
                        before.filter(old -> old.version() >= state.version()).isEmpty());
        if (drained.isPresent()) {
            throw new Stopped(ExitCode.REFUSED, "it was made draining again meanwhile");
        }
        RollbackPlan healthy = RollbackPlan.of(view, key);
        if (!healthy.refusals().isEmpty()) {
            throw new Stopped(ExitCode.REFUSED, String.join("; ", healthy.refusals()));
        }
        run.unpark(healthy.parked());
        for (Pointing pointing : healthy.pointings()) {
            if (defaultAction.point(key, pointing)) {
                verb.did("default action of " + pointing.listenerArn() + " forwards to " + pointing.groupArn());
            }
        }
    }

    /** New clients are there already: what fails from here on, converge makes good or says. */
    private void drainOthers() {
        try {
            NameView name = session.names().read(key.name());
            remarks.addAll(verb.drain(RollbackPlan.drains(name, key, request.deployTimeout())));
        } catch (RuntimeException failed) {
            remarks.add("not every other deployment was made draining: " + Failures.sentence(failed));
        }
    }
}
