package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.deployer.plan.watch.Sight;
import io.ecsdrain.deployer.plan.watch.Watch;
import io.ecsdrain.deployer.plan.watch.WatchRequest;
import io.ecsdrain.deployer.report.Text;
import io.ecsdrain.deployer.report.Watched;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The verb {@code watch}: {@code status} and {@code explain} of one snapshot after the other. */
final class WatchFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final WatchRequest request;
    private final boolean draws;

    WatchFlow(Session session, Console console, Outside outside, WatchRequest request) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.request = request;
        this.draws = console.interactive() && request.redraws();
    }

    /** Goes on until the program is to end, or its output is read no more. */
    ExitCode run() {
        Watch watch = Watch.NOTHING;
        do {
            Watch next = look(watch);
            show(watch, next);
            watch = next;
        } while (!console.isUnread() && outside.converge().waiting().pause(watch.pause(request.every())));
        return ExitCode.DONE;
    }

    private Watch look(Watch watch) {
        Observed<ClusterSnapshot> seen = new Inventory(session.clients())
                .observe(explain().config().scope(), outside.time().instant());
        return seen.value()
                .map(snapshot -> watch.seen(sight(snapshot, watch)))
                .orElseGet(() -> watch.failed(
                        outside.time().instant(), seen.unknownBecause().orElseThrow()));
    }

    /** An id that is not there at first was mistyped; later its deployment was removed. */
    private Sight sight(ClusterSnapshot snapshot, Watch watch) {
        List<Explanation> all = Explanation.of(snapshot, explain().config().policy());
        List<Explanation> asked = watch.last().isEmpty()
                ? ExplainFlow.asked(explain(), all, session)
                : Explanation.withId(all, explain().id());
        List<String> remarks = new ArrayList<>(snapshot.remarks());
        remarks.addAll(ManagedElsewhere.remarks(snapshot));
        return new Sight(snapshot.takenAt(), StatusRow.of(snapshot), asked, remarks);
    }

    private void show(Watch before, Watch now) {
        Instant at = outside.time().instant();
        String nothing =
                Text.nothing(session.target().cluster(), explain().config().deploymentName());
        if (draws) {
            List<String> screen = Watched.screen(now, at, heading(), nothing);
            console.redraw(
                    TerminalWindow.now().map(window -> window.fit(screen)).orElse(screen));
        } else {
            Watched.news(before, now, at, nothing).forEach(console::line);
        }
    }

    private String heading() {
        return "every " + Elapsed.of(request.every()) + "; Ctrl-C ends";
    }

    private ExplainRequest explain() {
        return request.explain();
    }
}
