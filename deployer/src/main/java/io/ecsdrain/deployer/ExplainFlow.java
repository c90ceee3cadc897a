package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.report.Explained;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Unreadable;
import java.util.List;
import java.util.Optional;

/** The verb {@code explain}: the reaper's plan of a run that is never executed. */
final class ExplainFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    ExplainFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    ExitCode run(ExplainRequest request) {
        ClusterSnapshot snapshot = Unreadable.require(
                "the cluster",
                new Inventory(session.clients())
                        .observe(request.config().scope(), outside.time().instant()));
        List<Explanation> asked =
                asked(request, Explanation.of(snapshot, request.config().policy()), session);
        if (request.format() == OutputFormat.JSON) {
            console.result(Explained.json(asked, snapshot.remarks()));
        } else {
            Optional<String> name = request.config().deploymentName();
            console.result(asked.isEmpty() ? session.nothing(name) : Explained.text(asked));
            snapshot.remarks().forEach(remark -> console.note("note: " + remark));
        }
        return ExitCode.DONE;
    }

    /** @throws NotThere if an id is asked for that none of {@code all} has */
    static List<Explanation> asked(ExplainRequest request, List<Explanation> all, Session session) {
        List<Explanation> asked = Explanation.withId(all, request.id());
        if (asked.isEmpty() && request.id().isPresent()) {
            List<DeploymentKey> there = all.stream().map(Explanation::key).toList();
            throw new NotThere("there is no deployment '" + request.id().get() + "'"
                    + (all.isEmpty()
                            ? ", nor any other" + session.meant(request.config().deploymentName())
                            : others(request.id().get(), there)));
        }
        return asked;
    }

    private static String others(String id, List<DeploymentKey> all) {
        return KnownIds.thereAre(
                KnownIds.close(id, all.stream().map(DeploymentKey::id).toList()),
                all.stream().map(DeploymentKey::toString).toList());
    }
}
