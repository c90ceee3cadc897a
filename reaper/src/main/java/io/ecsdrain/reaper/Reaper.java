package io.ecsdrain.reaper;

import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.reaper.execute.ActionExecutor;
import io.ecsdrain.reaper.execute.ConvergeReport;
import io.ecsdrain.reaper.execute.ConvergeSettings;
import io.ecsdrain.reaper.execute.Converger;
import io.ecsdrain.reaper.execute.Executed;
import io.ecsdrain.reaper.execute.LiveExecutor;
import io.ecsdrain.reaper.execute.PlanRunner;
import io.ecsdrain.reaper.plan.CheapestFirst;
import io.ecsdrain.reaper.plan.Plan;
import io.ecsdrain.reaper.plan.Planner;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * One run after another: snapshot, plan, execution, converge, report. Keeps nothing between runs but whom to ask first, and no
 * decision depends on that.
 */
public final class Reaper {

    private final AwsClients clients;
    private final ReaperConfig config;
    private final InstantSource clock;
    private final ConvergeSettings settings;
    private final LastBlockers lastBlockers = new LastBlockers();

    public Reaper(AwsClients clients, ReaperConfig config, InstantSource clock, ConvergeSettings settings) {
        this.clients = clients;
        this.config = config;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * One run. What AWS refuses is in the report, never thrown.
     *
     * @param timeIsUp asked before each action; from then on the rest is skipped, and the report says so
     * @throws io.ecsdrain.inventory.NoSuchCluster if the cluster does not exist
     * @throws io.ecsdrain.inventory.NoSuchListener if a configured listener does not exist
     */
    public RunReport run(BooleanSupplier timeIsUp) {
        Instant now = clock.instant();
        RunReports report = new RunReports(config, now);
        Observed<ClusterSnapshot> snapshot = new Inventory(clients)
                .observe(config.scope(), now, new CheapestFirst(config.policy(), lastBlockers.byDeployment()));
        if (snapshot.value().isEmpty()) {
            return report.unobserved(snapshot.unknownBecause().orElse(""));
        }
        Plan plan = Planner.plan(snapshot.value().get(), config.policy());
        lastBlockers.remember(plan);
        ActionExecutor executor = config.dryRun()
                ? ActionExecutor.dryRun()
                : new LiveExecutor(clients, config.cluster(), clock, settings.waiting());
        var executed = new PlanRunner(executor, timeIsUp).run(plan);
        Map<String, ConvergeReport> converged = new TreeMap<>();
        if (!config.dryRun()) {
            Converger converger = new Converger(clients, config.cluster(), settings);
            for (String name : actedOn(plan, executed)) {
                converged.put(name, timeIsUp.getAsBoolean() ? RunReports.LATER : converger.converge(name));
            }
        }
        return report.of(plan, executed, converged);
    }

    /** After its last write every actor converges; a name that nobody wrote to and that agrees with itself costs nothing. */
    private static Set<String> actedOn(Plan plan, java.util.List<Executed> executed) {
        Set<String> names = new TreeSet<>(plan.disagreeing());
        executed.stream()
                .filter(Executed::wrote)
                .map(each -> each.decision().key().name())
                .forEach(names::add);
        return names;
    }
}
