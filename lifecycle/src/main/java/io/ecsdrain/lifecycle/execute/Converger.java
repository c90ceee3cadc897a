package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.AwsErrors;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.plan.converge.ConvergePlan;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats <em>converge</em> (docs/converge.md) until two passes, a pause apart, find nothing to write. Every actor does
 * so after its last write. Costs at least one pause. Where it waits for health it ends all the same, and its report
 * says so.
 */
public final class Converger {

    private final ConvergeReader reader;
    private final ConvergeWriter writer;
    private final ConvergeSettings settings;

    /** @param time tells which canaries are to end */
    public Converger(AwsClients clients, String cluster, InstantSource time, ConvergeSettings settings) {
        this.reader = new ConvergeReader(clients, cluster, time);
        this.writer = new ConvergeWriter(clients, cluster, settings.waiting());
        this.settings = settings;
    }

    /**
     * Makes {@code deploymentName} agree with itself. Never throws for what AWS answers: a failed read or write is
     * tried again in the next pass, and is a problem of the report if the passes run out. Interruption ends it, as a
     * problem.
     */
    public ConvergeReport converge(String deploymentName) {
        return converge(deploymentName, () -> false);
    }

    /**
     * The same, but as long as {@code key} is the one that is to be live, it also waits for what that one still lacks,
     * until the passes run out.
     */
    public ConvergeReport insist(DeploymentKey key) {
        return converge(key.name(), () -> false, Optional.of(key.id()));
    }

    /** What a pass would decide upon now; empty if it could not be read. */
    public Optional<ConvergeView> look(String deploymentName) {
        try {
            return Optional.of(reader.readWhole(deploymentName));
        } catch (Unreadable | SdkException unread) {
            return Optional.empty();
        }
    }

    /**
     * The same within a time limit.
     *
     * @param timeIsUp asked before each pass; from then on converge stops, and the report says that it was cut short
     */
    public ConvergeReport converge(String deploymentName, BooleanSupplier timeIsUp) {
        return converge(deploymentName, timeIsUp, Optional.empty());
    }

    private ConvergeReport converge(String name, BooleanSupplier timeIsUp, Optional<String> insistOn) {
        List<ConvergeWrite> made = new ArrayList<>();
        Pass last = Pass.NONE;
        int quiet = 0;
        for (int pass = 1; pass <= settings.maxPasses(); pass++) {
            if (timeIsUp.getAsBoolean()) {
                return ConvergeReport.cutShort(made, last.liveId());
            }
            if (pass > 1 && !settings.waiting().pause(settings.pause())) {
                return ConvergeReport.of(made, last.liveId(), List.of("interrupted before two quiet passes"));
            }
            last = pass(name, made);
            quiet = last.isQuiet() ? quiet + 1 : 0;
            boolean insists = last.waiting().isPresent() && last.liveId().equals(insistOn);
            if (quiet >= 2 && !insists) {
                break;
            }
        }
        return quiet >= 2 ? last.report(made) : unsettled(made, last);
    }

    private ConvergeReport unsettled(List<ConvergeWrite> made, Pass last) {
        List<String> problems = new ArrayList<>(last.problems());
        problems.add("no two quiet passes within " + settings.maxPasses());
        return ConvergeReport.of(made, last.liveId(), problems);
    }

    private Pass pass(String name, List<ConvergeWrite> made) {
        ConvergeView view;
        try {
            view = reader.read(name);
        } catch (Unreadable | SdkException unread) {
            return new Pass(Optional.empty(), List.of("not read: " + unread.getMessage()), 0, Optional.empty());
        }
        List<ConvergeWrite> writes = ConvergePlan.step(view);
        List<String> problems = new ArrayList<>();
        for (ConvergeWrite write : writes) {
            try {
                if (!writer.write(write, view)) {
                    // What it was decided by has changed, and with it what follows.
                    break;
                }
                made.add(write);
            } catch (Unreadable unread) {
                problems.add(write + ": not read: " + unread.getMessage());
                break;
            } catch (SdkException refused) {
                // What follows may rest on it (targets before default action), so the next pass begins again.
                problems.add(write + ": " + AwsErrors.describe(refused));
                break;
            }
        }
        return new Pass(view.winner().map(DeploymentKey::id), problems, writes.size(), ConvergePlan.waiting(view));
    }

    private record Pass(Optional<String> liveId, List<String> problems, int writes, Optional<String> waiting) {
        static final Pass NONE = new Pass(Optional.empty(), List.of(), 0, Optional.empty());

        boolean isQuiet() {
            return problems.isEmpty() && writes == 0;
        }

        ConvergeReport report(List<ConvergeWrite> made) {
            return waiting.map(why -> ConvergeReport.waiting(made, liveId, why))
                    .orElseGet(() -> ConvergeReport.of(made, liveId, List.of()));
        }
    }
}
