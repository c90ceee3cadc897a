package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.Writer;
import io.ecsdrain.deployer.observe.Elsewhere;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.ActivateRequest;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.deployer.plan.rollback.RollbackPlan;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** The verb {@code activate}; its second half is also {@code deploy}'s. */
final class Activation {

    private final Session session;
    private final Console console;
    private final Writer writer;
    private final Converger converger;
    private final List<String> actions = new ArrayList<>();

    Activation(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.writer = new Writer(
                session.clients(),
                session.target().cluster(),
                outside.converge().waiting());
        this.converger = new Converger(session.clients(), session.target().cluster(), outside.converge());
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
        boolean registered = view.parameters().register().isPresent();
        try {
            plan.register().ifPresent(this::write);
            plan.claims().forEach(this::write);
        } catch (RuntimeException stopped) {
            if (!registered) {
                throw stopped;
            }
            return back("activate", key, stopped, RollbackPlan.fallback(view, key));
        }
        List<String> remarks = new ArrayList<>();
        plan.warning().ifPresent(remarks::add);
        remarks.addAll(plan.remarks());
        if (registered) {
            remarks.addAll(drain(key, plan.drains()));
        } else {
            plan.drains().forEach(drain -> drain.writes().forEach(this::write));
        }
        return converge("activate", key, remarks);
    }

    /**
     * Makes those others draining that may, of a name that has a register. New clients are provided for by now: what fails here,
     * or has to wait, converge makes good or says.
     *
     * @return remarks
     */
    List<String> drain(DeploymentKey key, List<Drain> drains) {
        List<String> remarks = new ArrayList<>();
        Optional<ConvergeView> standing = drains.isEmpty() ? Optional.empty() : standing(key.name());
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

    /** What converge sees of a name that has a register and a live service; empty if it could not be read, or not yet. */
    Optional<ConvergeView> standing(String name) {
        return converger
                .look(name)
                .filter(seen -> seen.register().isPresent() && seen.service().isPresent());
    }

    /** The way back for what was registered as live and did not become it. */
    Result back(String verb, DeploymentKey key, RuntimeException stopped, Optional<DeploymentKey> fallback) {
        console.note("  " + Failures.sentence(stopped));
        String left = new Retreat(session, this).from(key, fallback);
        Result converged = converge(verb, key, List.of());
        ExitCode exit = stopped instanceof Stopped known ? known.exit() : ExitCode.FAILED;
        String live = converged.liveId().map(id -> id + " is live").orElse("nothing is known to be live");
        return new Result(
                verb,
                key,
                exit,
                (exit == ExitCode.REFUSED ? "refused: " : "") + key.id() + " did not become live: "
                        + Failures.sentence(stopped) + (left.isEmpty() ? "" : "; " + left) + "; " + live,
                converged.actions(),
                converged.remarks(),
                List.of(),
                converged.liveId());
    }

    /** Makes one write; it is among the actions of the result then. */
    void write(Write write) {
        writer.write(write);
        did(write.describe());
    }

    /** An action that was shown when it happened. */
    void had(String action) {
        actions.add(action);
    }

    void did(String action) {
        actions.add(action);
        console.note("  " + action);
    }

    /** What every actor does after its last write; says who is live after it. */
    Result converge(String verb, DeploymentKey key, List<String> remarks) {
        ConvergeReport report = converger.insist(key);
        report.writes().forEach(write -> did("converge: " + write));
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(report.problems());
        notes.addAll(elsewhere(key));
        boolean isLive = report.liveId().equals(Optional.of(key.id()));
        if (report.waiting() && isLive) {
            return result(
                    verb,
                    key,
                    ExitCode.TIMED_OUT,
                    key.id() + " is registered as live and does not serve alone yet; the reaper goes on",
                    notes,
                    report);
        }
        if (!report.converged() && !report.waiting()) {
            return result(
                    verb,
                    key,
                    ExitCode.FAILED,
                    "the deployments of " + key.name() + " do not agree yet",
                    notes,
                    report);
        }
        if (!isLive) {
            return result(
                    verb,
                    key,
                    ExitCode.REFUSED,
                    "superseded meanwhile: " + report.liveId().orElse("nobody") + " is live",
                    notes,
                    report);
        }
        String done = actions.isEmpty() ? " was active already" : " is active";
        return result(verb, key, ExitCode.DONE, key.name() + " " + key.id() + done, notes, report);
    }

    private Result result(
            String verb, DeploymentKey key, ExitCode exit, String summary, List<String> notes, ConvergeReport report) {
        return new Result(verb, key, exit, summary, actions, notes, List.of(), report.liveId());
    }

    /** All is done by now: not being able to look is a remark, not a failure. */
    private List<String> elsewhere(DeploymentKey key) {
        try {
            return new Elsewhere(session.clients(), session.target().cluster()).remarks(key);
        } catch (SdkException unread) {
            return List.of("the default action was not looked at: " + unread.getMessage());
        }
    }
}
