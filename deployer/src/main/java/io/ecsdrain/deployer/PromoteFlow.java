package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.observe.CanaryReader;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.health.Health;
import io.ecsdrain.deployer.plan.promote.PromotePlan;
import io.ecsdrain.deployer.plan.promote.PromoteRequest;
import io.ecsdrain.deployer.plan.rollback.RollbackPlan;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.List;
import java.util.Optional;

/** The verb {@code promote}. A deployer that still watches the canary sees that it is live, and goes on from there. */
final class PromoteFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final CanaryReader reader;

    PromoteFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.reader = CanaryEnd.reader(session, outside);
    }

    Result run(PromoteRequest request) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        if (!view.deployments().contains(key)) {
            throw new NotThere(KnownIds.none(key, view));
        }
        Optional<String> live = view.live().map(DeploymentKey::id);
        if (live.equals(Optional.of(key.id()))) {
            String summary = key.name() + " " + key.id() + " is live already";
            return new Result("promote", key, ExitCode.DONE, summary, List.of(), List.of(), List.of(), live);
        }
        PromotePlan plan = PromotePlan.of(view, key, request.deployTimeout());
        Optional<String> refusal = plan.refusal().or(() -> unhealthy(view, request));
        if (refusal.isPresent()) {
            return Result.refused("promote", key, refusal.get(), live);
        }
        if (!request.yes() && console.interactive()) {
            if (!console.agrees("make " + key.id() + " live instead of " + live.orElse("nothing") + "?")) {
                return Result.refused("promote", key, "not agreed to", live);
            }
            // While a person thinks, an alarm may end it.
            plan = PromotePlan.of(session.names().read(key.name()), key, request.deployTimeout());
            if (plan.refusal().isPresent()) {
                return Result.refused("promote", key, plan.refusal().get(), live);
            }
        }
        return promoted(plan, view, new VerbRun("promote", key, session, console, outside));
    }

    /** The register first, then the effects (docs/converge.md). */
    private Result promoted(PromotePlan plan, NameView view, VerbRun run) {
        try {
            plan.activation().register().ifPresent(run::write);
            plan.activation().claims().forEach(run::write);
        } catch (RuntimeException stopped) {
            return new Retreat(session, run).after(stopped, RollbackPlan.fallback(view, run.key()));
        }
        return run.converge(plan.activation().remarks());
    }

    private Optional<String> unhealthy(NameView view, PromoteRequest request) {
        ServiceView service = view.service(request.key()).orElseThrow();
        return service.targetGroupArns().stream()
                .map(group -> reader.health(service, group, request.minHealthy()))
                .filter(health -> !health.isEnough())
                .map(Health::describe)
                .findFirst()
                .map(health -> "too few of its targets are healthy: " + health);
    }
}
