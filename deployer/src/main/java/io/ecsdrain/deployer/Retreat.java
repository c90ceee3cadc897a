package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.RetreatPlan;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import java.util.List;
import java.util.Optional;

/**
 * The way back for a deployment that was registered as live and cannot become it. The register goes back first: as long
 * as it names the deployment, every converge would make it active again.
 */
final class Retreat {

    private final Session session;
    private final VerbRun run;
    private final DeploymentKey key;

    Retreat(Session session, VerbRun run) {
        this.session = session;
        this.run = run;
        this.key = run.key();
    }

    /**
     * Makes {@code fallback} live and the run's own deployment draining again, unless another is to be live by now.
     *
     * @param stopped why it did not become live
     * @param fallback empty if no other could serve: then the run's own stays registered, and active if it was
     */
    Result after(RuntimeException stopped, Optional<DeploymentKey> fallback) {
        String why = Failures.sentence(stopped);
        run.note(why);
        String left = back(fallback);
        Result converged = run.converge(List.of());
        ExitCode exit = Failures.exit(stopped);
        String live = converged.liveId().map(id -> id + " is live").orElse("nothing is known to be live");
        return converged.ending(
                exit,
                (exit == ExitCode.REFUSED ? "refused: " : "") + key.id() + " did not become live: " + why
                        + (left.isEmpty() ? "" : "; " + left) + "; " + live);
    }

    /** @return what is not as it was before, as a phrase */
    private String back(Optional<DeploymentKey> fallback) {
        if (fallback.isEmpty()) {
            return "no other deployment can serve, so " + key.id() + " stays registered as live";
        }
        try {
            NameView view = session.names().read(key.name());
            RetreatPlan.register(view, key, fallback.get()).forEach(run::write);
            if (isFree()) {
                RetreatPlan.drain(view, key).forEach(run::write);
            }
            return "";
        } catch (RuntimeException failed) {
            return "and could not be undone (" + Failures.sentence(failed) + "): roll back to " + key.id() + " or to "
                    + fallback.get().id() + " again";
        }
    }

    /** That no default action leads to it: converge leads that one back first. */
    private boolean isFree() {
        return run.standing()
                .filter(seen -> Serving.leading(seen, key).isEmpty())
                .isPresent();
    }
}
