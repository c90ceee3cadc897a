package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ActivateRequest;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.rollback.RollbackPlan;
import io.ecsdrain.deployer.plan.verb.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The verb {@code activate}. */
final class ActivateFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    ActivateFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    Result run(ActivateRequest request) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        ActivatePlan plan = ActivatePlan.of(view, key, false, request.deployTimeout());
        Optional<String> live = view.live().map(DeploymentKey::id);
        if (plan.refusal().isPresent()) {
            return Result.refused("activate", key, plan.refusal().get(), live);
        }
        if (request.strict() && plan.warning().isPresent()) {
            return Result.refused("activate", key, "--strict: " + plan.warning().get(), live);
        }
        plan.warning().ifPresent(warning -> console.note("warning: " + warning));
        if (!request.yes() && console.interactive()) {
            Stream.concat(plan.register().stream(), plan.writes().stream())
                    .forEach(write -> console.note("  " + write.describe()));
            if (!console.agrees("activate " + key.id() + "?")) {
                return Result.refused("activate", key, "not agreed to", live);
            }
        }
        return registered(view, plan, new VerbRun("activate", key, session, console, outside));
    }

    /** The register first, then the effects (docs/converge.md); a name without a register gets none here. */
    private Result registered(NameView view, ActivatePlan plan, VerbRun run) {
        boolean registered = view.parameters().register().isPresent();
        try {
            plan.register().ifPresent(run::write);
            plan.claims().forEach(run::write);
        } catch (RuntimeException stopped) {
            if (!registered) {
                throw stopped;
            }
            return new Retreat(session, run).after(stopped, RollbackPlan.fallback(view, run.key()));
        }
        List<String> remarks = new ArrayList<>();
        plan.warning().ifPresent(remarks::add);
        remarks.addAll(plan.remarks());
        if (registered) {
            remarks.addAll(run.drain(plan.drains()));
        } else {
            plan.drains().forEach(drain -> drain.writes().forEach(run::write));
        }
        return run.converge(remarks);
    }
}
