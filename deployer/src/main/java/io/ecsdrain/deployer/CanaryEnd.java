package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.CanaryWriter;
import io.ecsdrain.deployer.execute.Writer;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ends a canary: its mark says so first, then converge leads the default action back and makes it draining. If this
 * program dies in between, any other that converges goes on.
 */
final class CanaryEnd {

    /** Its deployer may write a mark at the same moment, and a tag may be read as it was before. */
    private static final int ATTEMPTS = 3;

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final CanaryWriter writer;
    private final List<String> done = new ArrayList<>();
    private boolean begun;

    CanaryEnd(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.writer = new CanaryWriter(
                session.clients(),
                session.target().cluster(),
                outside.converge().waiting());
    }

    /** Unless it is being ended already. What fails, the reaper does, after the canary's deadline at the latest. */
    synchronized void once(DeploymentKey key, String serviceArn, String why) {
        if (!begun) {
            begun = true;
            console.note("  the canary " + key.id() + " is ended: " + why);
            try {
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    mark(key, serviceArn);
                    converge(key);
                    if (!writer.goesOn(key, outside.time().instant())) {
                        return;
                    }
                }
                console.note("  and its mark keeps being written: ./drain retire " + key.id() + " ends it");
            } catch (RuntimeException failed) {
                console.note("  and could not be ended whole (" + Failures.sentence(failed) + "): the reaper goes on");
            }
        }
    }

    /** What was done, in order. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    /** A write that must not come after its end; the answer says that it has begun. */
    synchronized Optional<String> unlessBegun(Supplier<Optional<String>> write) {
        return begun ? Optional.of("its canary was ended meanwhile") : write.get();
    }

    private void mark(DeploymentKey key, String serviceArn) {
        Write over = new Write.TagService(key.serviceName(), serviceArn, Map.of(Tags.CANARY, CanaryMark.OVER));
        new Writer(
                        session.clients(),
                        session.target().cluster(),
                        outside.converge().waiting())
                .write(over);
        did(over.describe());
    }

    private void converge(DeploymentKey key) {
        Converger converger =
                new Converger(session.clients(), session.target().cluster(), outside.time(), outside.converge());
        ConvergeReport report = converger.converge(key.name());
        report.writes().forEach(write -> did("converge: " + write));
        report.problems().forEach(problem -> console.note("  converge: " + problem));
        // Converge sees a canary by the default action that leads to it; another may have led that one back.
        boolean free = converger
                .look(key.name())
                // Of a name without a register, or without a live service, no default action is read.
                .filter(seen -> seen.register().isPresent() && seen.service().isPresent())
                .filter(seen -> !seen.states().containsKey(key)
                        && !seen.winner().equals(Optional.of(key))
                        && Serving.leading(seen, key).isEmpty())
                .isPresent();
        if (free && writer.drain(key)) {
            did(new Write.PutState(key, DeploymentState.DRAINING).describe());
        }
    }

    private void did(String action) {
        done.add(action);
        console.note("  " + action);
    }
}
