package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.pin.PinPlan;
import io.ecsdrain.deployer.plan.pin.PinRequest;
import io.ecsdrain.deployer.plan.verb.Result;
import java.util.List;
import java.util.Optional;

/** The verbs {@code pin} and {@code unpin}. */
final class PinFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    PinFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    Result run(PinRequest request) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        if (!view.deployments().contains(key)) {
            throw new NotThere(KnownIds.none(key, view));
        }
        PinPlan plan = PinPlan.of(view, request);
        Optional<String> live = view.live().map(DeploymentKey::id);
        if (plan.refusal().isPresent()) {
            return Result.refused(request.verb(), key, plan.refusal().get(), live);
        }
        VerbRun run = new VerbRun(request.verb(), key, session, console, outside);
        plan.write().ifPresent(run::write);
        return new Result(
                request.verb(), key, ExitCode.DONE, plan.summary(), run.done(), plan.remarks(), List.of(), live);
    }
}
