package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.Writer;
import io.ecsdrain.deployer.observe.DefaultActionCheck;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a verb that makes {@code key} live: its writes, what was done so far, and the converge at its end. */
final class VerbRun {

    private final String verb;
    private final DeploymentKey key;
    private final Session session;
    private final Console console;
    private final Writer writer;
    private final Converger converger;
    private final List<String> actions = new ArrayList<>();

    VerbRun(String verb, DeploymentKey key, Session session, Console console, Outside outside) {
        this.verb = verb;
        this.key = key;
        this.session = session;
        this.console = console;
        this.writer = new Writer(
                session.clients(),
                session.target().cluster(),
                outside.converge().waiting());
        this.converger =
                new Converger(session.clients(), session.target().cluster(), outside.time(), outside.converge());
    }

    DeploymentKey key() {
        return key;
    }

    /** Makes one write; it is among the actions of the result then. */
    void write(Write write) {
        writer.write(write);
        did(write.describe());
    }

    void did(String action) {
        actions.add(action);
        note(action);
    }

    /** What was done so far, in order. */
    List<String> done() {
        return List.copyOf(actions);
    }

    void note(String line) {
        console.note("  " + line);
    }

    /** An action that was shown when it happened. */
    void had(String action) {
        actions.add(action);
    }

    /**
     * Makes those others draining that may, of a name that has a register. New clients are provided for by now: what
     * fails here, or has to wait, converge makes good or says.
     *
     * @return remarks
     */
    List<String> drain(List<Drain> drains) {
        List<String> remarks = new ArrayList<>();
        Optional<ConvergeView> standing = drains.isEmpty() ? Optional.empty() : standing();
        try {
            for (Drain drain : drains) {
                Optional<String> kept = standing.isEmpty()
                        ? Optional.of("what default actions lead to was not read")
                        : Serving.keeps(standing.get(), drain.key());
                if (kept.isEmpty()) {
                    drain.writes().forEach(this::write);
                } else {
                    remarks.add(drain.key().id() + " is not made draining yet: " + kept.get());
                }
            }
        } catch (RuntimeException failed) {
            remarks.add("not every other deployment was made draining: " + Failures.sentence(failed));
        }
        return remarks;
    }

    /**
     * What converge sees of a name that has a register and a live service; empty if it could not be read, or not yet.
     */
    Optional<ConvergeView> standing() {
        return converger
                .look(key.name())
                .filter(seen -> seen.register().isPresent() && seen.service().isPresent());
    }

    /** Converges for whichever deployment is to be live. */
    void settle() {
        ConvergeReport report = converger.converge(key.name());
        converged(report);
        report.problems().forEach(problem -> note("converge: " + problem));
    }

    private void converged(ConvergeReport report) {
        report.writes().forEach(write -> did("converge: " + write));
    }

    /** What every actor does after its last write; says which deployment is live after it. */
    Result converge(List<String> remarks) {
        ConvergeReport report = converger.insist(key);
        converged(report);
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(report.problems());
        notes.addAll(elsewhere());
        boolean isLive = report.liveId().equals(Optional.of(key.id()));
        if (report.waiting() && isLive) {
            return result(
                    ExitCode.TIMED_OUT,
                    key.id() + " is registered as live and does not serve alone yet; the reaper goes on",
                    notes,
                    report);
        }
        if (!report.converged() && !report.waiting()) {
            return result(ExitCode.FAILED, "the deployments of " + key.name() + " do not agree yet", notes, report);
        }
        if (!isLive) {
            return result(
                    ExitCode.REFUSED,
                    report.liveId()
                            .map(id -> "superseded meanwhile: " + id + " is live")
                            .orElse("the parameters of " + key.name()
                                    + " were changed meanwhile: no deployment is live"),
                    notes,
                    report);
        }
        String done = actions.isEmpty() ? " was active already" : " is active";
        return result(ExitCode.DONE, key.name() + " " + key.id() + done, notes, report);
    }

    private Result result(ExitCode exit, String summary, List<String> notes, ConvergeReport report) {
        return new Result(verb, key, exit, summary, actions, notes, List.of(), report.liveId());
    }

    /** All is done by now: not being able to look is a remark, not a failure. */
    private List<String> elsewhere() {
        try {
            return new DefaultActionCheck(session.clients(), session.target().cluster()).remarks(key);
        } catch (Unreadable unread) {
            return List.of("the default action was not looked at: " + unread.getMessage());
        }
    }
}
