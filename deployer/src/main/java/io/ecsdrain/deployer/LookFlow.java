package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.look.Dangling;
import io.ecsdrain.deployer.plan.look.LookRequest;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.report.Json;
import io.ecsdrain.deployer.report.Text;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.Unreadable;
import java.util.ArrayList;
import java.util.List;

/** The verbs {@code status} and {@code verify}. */
final class LookFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    LookFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    ExitCode status(LookRequest request) {
        ClusterSnapshot snapshot = snapshot(request);
        List<StatusRow> rows = StatusRow.of(snapshot);
        List<String> remarks = new ArrayList<>(snapshot.remarks());
        remarks.addAll(ManagedElsewhere.remarks(snapshot));
        if (request.format() == OutputFormat.JSON) {
            console.result(Json.status(rows, remarks));
        } else {
            console.result(rows.isEmpty() ? session.nothing(request.deploymentName()) : Text.status(rows));
            remarks.forEach(remark -> console.note("note: " + remark));
        }
        return ExitCode.DONE;
    }

    /** What could not be read might dangle: then the verdict is a failure, not a clean bill. */
    ExitCode verify(LookRequest request) {
        ClusterSnapshot snapshot = snapshot(request);
        Dangling.Findings findings = Dangling.in(snapshot);
        console.result(request.format() == OutputFormat.JSON ? Json.verify(findings) : Text.verify(findings));
        ManagedElsewhere.remarks(snapshot).forEach(remark -> console.note("note: " + remark));
        findings.unknownOwner()
                .forEach(each -> console.note("unknown owner: " + each.kind() + " " + each.id() + " of " + each.key()
                        + " has no service in this cluster, and may be another cluster's"));
        findings.unread().forEach(unread -> console.note("not read: " + unread));
        if (!findings.dangling().isEmpty()) {
            return ExitCode.DANGLING;
        }
        return findings.unread().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private ClusterSnapshot snapshot(LookRequest request) {
        Scope all = Scope.ofCluster(request.target().cluster());
        Scope reading = request.logs().map(all::reading).orElse(all);
        Scope scope = request.deploymentName().map(reading::only).orElse(reading);
        return Unreadable.require(
                "the cluster",
                new Inventory(session.clients()).observe(scope, outside.time().instant()));
    }
}
