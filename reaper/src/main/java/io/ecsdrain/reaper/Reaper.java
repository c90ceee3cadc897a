package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.CallLimit;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Inquiry;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.OwnedService;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.lifecycle.execute.ActionExecutor;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.execute.ReadinessAgain;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.reaper.plan.LineEventGate;
import io.ecsdrain.reaper.plan.OneTaskFirst;
import io.ecsdrain.reaper.plan.Planner;
import io.ecsdrain.reaper.plan.TaskEventGate;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.Progress;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One run after another: snapshot, plan, execution, converge, report. Between runs it keeps only which task to ask
 * first, and no decision depends on that.
 */
public final class Reaper {

    private final AwsClients clients;
    private final ReaperConfig config;
    private final InstantSource clock;
    private final ConvergeSettings settings;
    private final Progress progress;
    private final LastBlockers lastBlockers = new LastBlockers();

    /** One that says nothing until it reports. */
    public Reaper(AwsClients clients, ReaperConfig config, InstantSource clock, ConvergeSettings settings) {
        this(clients, config, clock, settings, Progress.UNTOLD);
    }

    public Reaper(
            AwsClients clients,
            ReaperConfig config,
            InstantSource clock,
            ConvergeSettings settings,
            Progress progress) {
        this.clients = clients;
        this.config = config;
        this.clock = clock;
        this.settings = settings;
        this.progress = progress;
    }

    /** As {@link #run(TimeLeft)}, with all the time it takes. */
    public RunReport run() {
        return run(TimeLeft.UNLIMITED);
    }

    /**
     * One run. It waits once for the answers to its fences, and looks again at those deployments. What AWS refuses is
     * in the report, never thrown.
     *
     * @param time asked before each read of the observation and before each action; once it is up the rest is skipped,
     *     and the report says so. An observation that is not finished decides nothing. The report is there within
     *     {@link TimeLeft#GRACE}, also where AWS does not answer.
     * @throws io.ecsdrain.contract.NotThere if the cluster or a configured listener does not exist
     */
    public RunReport run(TimeLeft time) {
        RunReport.Run run = asked(clock.instant(), Optional.empty());
        return run(run, Optional.empty(), CallLimit.on(clients, time), time);
    }

    /** As {@link #run()}, for one deployment alone: what others need is left to the next run. */
    public RunReport runOn(DeploymentKey key) {
        TimeLeft time = TimeLeft.UNLIMITED;
        RunReport.Run run = asked(clock.instant(), Optional.of(key.serviceName()));
        return run(run, Optional.of(Set.of(key)), CallLimit.on(clients, time), time);
    }

    /** @param only the deployments that it is about; empty for all */
    private RunReport run(RunReport.Run run, Optional<Set<DeploymentKey>> only, AwsClients limited, TimeLeft time) {
        Observed<Pass> pass = pass(run, run.startedAt(), config.policy(), only, limited, time);
        return pass.value()
                .map(first -> FenceWait.after(first, config)
                        .map(wait -> answered(wait, first, limited, time))
                        .orElse(first.report()))
                .orElseGet(() -> RunReport.unobserved(run, pass.unknownBecause().orElse("")));
    }

    /** Waits, and looks again at the deployments whose tasks were asked. */
    private RunReport answered(FenceWait wait, Pass first, AwsClients limited, TimeLeft time) {
        Optional<Duration> rest = wait.rest(time, clock.instant());
        rest.ifPresent(pause -> progress.waits(pause, wait.asked()));
        if (rest.isEmpty() || !awaitAnswers(wait, first.snapshot(), limited, time)) {
            return first.report();
        }
        RunReport report = first.report();
        Observed<Pass> second =
                pass(report.run(), clock.instant(), wait.policy(), Optional.of(wait.asked()), limited, time);
        return second.value()
                .map(pass -> report.then(pass.report()))
                .orElseGet(() -> report.remarking("the answers to its fences were not looked at: "
                        + second.unknownBecause().orElse("")));
    }

    /** One look, and what follows from it; unknown if nothing could be observed. */
    private Observed<Pass> pass(
            RunReport.Run run,
            Instant now,
            ReaperPolicy policy,
            Optional<Set<DeploymentKey>> only,
            AwsClients limited,
            TimeLeft time) {
        Scope scope = only.map(keys -> config.scope().only(keys)).orElse(config.scope());
        return new Inventory(limited, time::isUp)
                .observe(scope, now, new OneTaskFirst(policy, lastBlockers.byDeployment()))
                .map(snapshot -> {
                    Plan whole = Planner.plan(snapshot, policy);
                    Plan plan = only.map(whole::only).orElse(whole);
                    lastBlockers.remember(plan);
                    return carryOut(run, snapshot, plan, limited, time);
                });
    }

    /** Returns as soon as all have answered, or when the wait is over; false if the run is to end. */
    private boolean awaitAnswers(FenceWait wait, ClusterSnapshot asked, AwsClients limited, TimeLeft time) {
        AnswersHeard heard = new AnswersHeard(limited, config, clock, asked, wait.asked());
        Duration rest = wait.rest(time, clock.instant()).orElse(Duration.ZERO);
        while (!rest.isZero()) {
            Duration pause = rest.compareTo(FenceWait.PACE) < 0 ? rest : FenceWait.PACE;
            if (!settings.waiting().pause(pause)) {
                return false;
            }
            rest = wait.rest(time, clock.instant()).orElse(Duration.ZERO);
            if (!rest.isZero() && heard.fromAll()) {
                return true;
            }
        }
        return true;
    }

    /**
     * A run for one service, of which a task has stopped. Costs one call unless the service drains at desired 0, and
     * four until its last task has stopped; only then is the rest looked at.
     *
     * @param service its short name, such as {@code svc-myapp-v1}
     */
    public RunReport runAfterTask(String service, TimeLeft time) {
        RunReport.Run run = asked(clock.instant(), Optional.of(service));
        AwsClients limited = CallLimit.on(clients, time);
        LiveReader reader = new LiveReader(limited, config.cluster());
        return unlessIdle(run, reader.serviceNamed(service), config::covers, owned -> idle(owned, reader), key -> {
            Observed<ClusterSnapshot> snapshot = new Inventory(limited, time::isUp)
                    .observe(config.scope().only(Set.of(key)), run.startedAt(), Inquiry.NONE);
            if (snapshot.value().isEmpty()) {
                return RunReport.unobserved(run, snapshot.unknownBecause().orElse(""));
            }
            Plan plan = Planner.plan(snapshot.value().get(), config.policy()).only(Set.of(key));
            return carryOut(run, snapshot.value().get(), plan, limited, time).report();
        });
    }

    /**
     * A run for one deployment, of which a task has said something new. Costs one call unless the deployment drains and
     * has tasks. Waits for the answers to its fence as a full run does.
     */
    public RunReport runAfterLine(DeploymentKey key, TimeLeft time) {
        RunReport.Run run = asked(clock.instant(), Optional.of(key.serviceName()));
        AwsClients limited = CallLimit.on(clients, time);
        Lookup<OwnedService> service = new LiveReader(limited, config.cluster()).serviceNamed(key.serviceName());
        return unlessIdle(
                run,
                service,
                key::equals,
                owned -> LineEventGate.closed(owned.service()),
                same -> run(run, Optional.of(Set.of(key)), limited, time));
    }

    /**
     * What is done after an event of one service.
     *
     * @param read the service
     * @param ours whether the reaper looks after its deployment
     * @param idle why there is nothing to do for it, if so
     * @param otherwise the run, if there is
     */
    private static RunReport unlessIdle(
            RunReport.Run run,
            Lookup<OwnedService> read,
            Predicate<DeploymentKey> ours,
            Function<OwnedService, Optional<String>> idle,
            Function<DeploymentKey, RunReport> otherwise) {
        if (read.unknownBecause().isPresent()) {
            return RunReport.unobserved(run, read.unknownBecause().get());
        }
        Optional<OwnedService> owned = read.found().filter(found -> ours.test(found.key()));
        Optional<String> why = owned.isEmpty()
                ? Optional.of("it is no deployment that this reaper looks after")
                : idle.apply(owned.get());
        return why.map(reason ->
                        RunReport.idle(run, "nothing to do for " + run.only().orElseThrow() + ": " + reason))
                .orElseGet(() -> otherwise.apply(owned.get().key()));
    }

    private RunReport.Run asked(Instant now, Optional<String> only) {
        return new RunReport.Run(config.cluster(), now, config.dryRun(), only);
    }

    /** Tasks that could not be read are no reason to stay idle: the full look says what is wrong with them. */
    private Optional<String> idle(OwnedService owned, LiveReader reader) {
        return TaskEventGate.closed(owned.service(), config.policy())
                .or(() -> reader.tasks(owned.service()).value().flatMap(TaskEventGate::closed));
    }

    private Pass carryOut(RunReport.Run run, ClusterSnapshot snapshot, Plan plan, AwsClients limited, TimeLeft time) {
        ActionExecutor executor = config.dryRun()
                ? ActionExecutor.dryRun()
                : new LiveExecutor(limited, config.cluster(), clock, settings.waiting(), readiness(limited, snapshot))
                        .knowing(snapshot);
        List<Executed> executed = new PlanRunner(executor, time::isUp, progress).run(plan);
        Instant acted = clock.instant();
        Map<String, ConvergeReport> converged = new TreeMap<>();
        if (!config.dryRun()) {
            Converger converger = new Converger(limited, config.cluster(), clock, settings);
            for (String name : actedOn(plan, executed)) {
                converged.put(name, converger.converge(name, time::isUp));
            }
        }
        return new Pass(RunReport.of(run, snapshot, plan, executed, converged), snapshot, acted, clock.instant());
    }

    private ReadinessAgain readiness(AwsClients limited, ClusterSnapshot snapshot) {
        return config.logs()
                .<ReadinessAgain>map(
                        logs -> new LinesAgain(limited, config.cluster(), logs, snapshot, config.policy(), clock))
                .orElse(ReadinessAgain.NOT_POSSIBLE);
    }

    /**
     * After its last write every actor converges; a name that was not written to and that agrees with itself costs
     * nothing.
     */
    private static Set<String> actedOn(Plan plan, List<Executed> executed) {
        Set<String> names = new TreeSet<>(plan.disagreeing());
        executed.stream()
                .filter(Executed::wrote)
                .map(each -> each.decision().key().name())
                .forEach(names::add);
        return names;
    }
}
