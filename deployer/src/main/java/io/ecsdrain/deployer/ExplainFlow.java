package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.report.Explained;
import io.ecsdrain.deployer.report.Text;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.reaper.plan.Forecast;
import java.util.List;
import java.util.stream.Collectors;

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
            throw new NotThere("there is no deployment '" + request.id().get() + "'"
                    + (all.isEmpty()
                            ? ", nor any other"
                            : "; there are: "
                                    + all.stream()
                                            .map(each -> key(each).toString())
                                            .collect(Collectors.joining(", "))));
        }
        if (request.format() == OutputFormat.JSON) {
            console.result(Explained.json(asked, snapshot.remarks()));
        } else {
            Scope scope = request.config().scope();
            console.result(
                    asked.isEmpty() ? Text.nothing(scope.cluster(), scope.deploymentName()) : Explained.text(asked));
            snapshot.remarks().forEach(remark -> console.note("note: " + remark));
        }
        return ExitCode.DONE;
    }

    private static DeploymentKey key(Explanation explanation) {
        return explanation.outlook().decision().key();
    }
}
