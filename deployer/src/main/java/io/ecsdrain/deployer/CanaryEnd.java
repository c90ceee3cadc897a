package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.execute.CanaryWriter;
import io.ecsdrain.deployer.observe.CanaryReader;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a canary: its mark says so first, then converge leads the default action back and makes it draining. If this
 * program dies in between, any other that converges goes on.
 */
final class CanaryEnd {

    /** Its deployer may write a mark at the same moment, and a tag may be read as it was before. */
    private static final int ATTEMPTS = 3;

    private final VerbRun run;
    private final DeploymentKey key;
    private final CanaryReader reader;
    private final CanaryWriter writer;
    private boolean begun;

    /** @param run of the canary */
    CanaryEnd(VerbRun run, CanaryReader reader, CanaryWriter writer) {
        this.run = run;
        this.key = run.key();
        this.reader = reader;
        this.writer = writer;
    }

    static CanaryEnd of(VerbRun run, Session session, Outside outside) {
        return new CanaryEnd(run, reader(session, outside), writer(session, outside));
    }

    static CanaryReader reader(Session session, Outside outside) {
        return new CanaryReader(session.clients(), session.target().cluster(), outside.time());
    }

    static CanaryWriter writer(Session session, Outside outside) {
        return new CanaryWriter(
                session.clients(),
                session.target().cluster(),
                outside.converge().waiting());
    }

    /** Unless it is being ended already. What fails, the reaper does, after the canary's deadline at the latest. */
    synchronized void once(String serviceArn, String why) {
        if (!begun) {
            begun = true;
            run.note("the canary " + key.id() + " is ended: " + why);
            try {
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    end(serviceArn);
                    if (!reader.goesOn(key)) {
                        return;
                    }
                }
                run.note("and its mark keeps being written: ./drain retire " + key.id() + " ends it");
            } catch (RuntimeException failed) {
                run.note("and could not be ended whole (" + Failures.sentence(failed) + "): the reaper goes on");
            }
        }
    }

    /** What was done, in order. */
    synchronized List<String> done() {
        return run.done();
    }

    /** Makes a write that must not come after its end; returns false, and makes none, if that has begun. */
    synchronized boolean unlessBegun(Runnable write) {
        if (!begun) {
            write.run();
        }
        return !begun;
    }

    private void end(String serviceArn) {
        run.write(new Write.TagService(key.serviceName(), serviceArn, Map.of(Tags.CANARY, CanaryMark.OVER)));
        run.settle();
        // Converge sees a canary by the default action that leads to it; another may have led that one back.
        boolean free = run.standing()
                .filter(seen -> !seen.states().containsKey(key)
                        && !seen.winner().equals(Optional.of(key))
                        && Serving.leading(seen, key).isEmpty())
                .isPresent();
        if (free && writer.drain(key)) {
            run.did(new Write.PutState(key, DeploymentState.DRAINING).describe());
        }
    }
}
