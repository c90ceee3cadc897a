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
import io.ecsdrain.reaper.plan.Forecast;
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
        List<Explanation> all = Forecast.of(snapshot, request.config().policy()).stream()
                .map(outlook -> Explanation.of(
                        outlook, snapshot.takenAt(), request.config().policy()))
                .toList();
        List<Explanation> asked = all.stream()
                .filter(each -> request.id().isEmpty()
                        || request.id().get().equals(key(each).id()))
                .toList();
        if (asked.isEmpty() && request.id().isPresent()) {
            List<DeploymentKey> there = all.stream().map(ExplainFlow::key).toList();
            throw new NotThere("there is no deployment '" + request.id().get() + "'"
                    + (all.isEmpty()
                            ? ", nor any other" + session.meant(request.config().deploymentName())
                            : others(request.id().get(), there)));
        }
        if (request.format() == OutputFormat.JSON) {
            console.result(Explained.json(asked, snapshot.remarks()));
        } else {
            Optional<String> name = request.config().deploymentName();
            console.result(asked.isEmpty() ? session.nothing(name) : Explained.text(asked));
            snapshot.remarks().forEach(remark -> console.note("note: " + remark));
        }
        return ExitCode.DONE;
    }

    private static String others(String id, List<DeploymentKey> all) {
        return KnownIds.thereAre(
                KnownIds.close(id, all.stream().map(DeploymentKey::id).toList()),
                all.stream().map(DeploymentKey::toString).toList());
    }

    private static DeploymentKey key(Explanation explanation) {
        return explanation.outlook().decision().key();
    }
}
