package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.rollback.RollbackRequest;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Brings a draining deployment back to where it can serve: its originals, healthy targets, its rules un-parked. */
public final class RollbackRun {

    /** So often a give-back may fail in a row: beyond a passing fault, it is refused. */
    private static final int FAILURES = 3;

    private static final Set<String> MARKS = Set.of(
            Tags.DESIRED_COUNT, Tags.SCALING_WAS, Tags.SCALING_BOUNDS, Tags.REBALANCING_WAS, Tags.DRAIN_STARTED_AT);

    private final RollbackRequest request;
    private final LiveExecutor executor;
    private final HealthWait health;
    private final Consumer<String> did;
    private final Consumer<String> progress;
    private boolean givenBack;
    private int failures;

    /**
     * @param did told of each change
     * @param progress told of what is waited for
     */
    public RollbackRun(
            AwsClients clients,
            RollbackRequest request,
            InstantSource time,
            Sleeper waiting,
            Consumer<String> did,
            Consumer<String> progress) {
        String cluster = request.target().cluster();
        this.request = request;
        this.executor = new LiveExecutor(clients, cluster, time, waiting);
        this.health = new HealthWait(clients, cluster, time, waiting, request.minHealthy());
        this.did = did;
        this.progress = progress;
    }

    /**
     * Gives the originals back and waits for healthy targets; returns empty, or what was still missing when patience
     * ended. A reaper that judged earlier may scale down once more meanwhile: then they are given back again.
     *
     * @param groups its target groups; without any, all tasks have to run
     * @throws Stopped if AWS refuses
     */
    public Optional<String> awaitHealthy(List<String> groups) {
        return health.await(request.key(), groups, service -> giveBack(service, groups), request.timeout(), progress);
    }

    private Optional<String> giveBack(ServiceView service, List<String> groups) {
        boolean marked = service.tags().keySet().stream().anyMatch(MARKS::contains);
        if (!marked || givenBack && service.desiredCount() > 0) {
            return Optional.empty();
        }
        Outcome outcome = executor.execute(request.key(), new Action.GiveBackOriginals(service.arn(), groups));
        if (outcome.isSuccess()) {
            givenBack = true;
            failures = 0;
            if (outcome instanceof Outcome.Done) {
                did.accept("gave " + service.name() + " back what draining took"
                        + (service.desiredCount() > 0
                                ? ""
                                : ": desired count " + service.tags().get(Tags.DESIRED_COUNT)));
            }
            return service.desiredCount() > 0 ? Optional.empty() : Optional.of("its tasks are starting");
        }
        if (outcome.isFailure() && ++failures == FAILURES) {
            throw new Stopped(ExitCode.FAILED, outcome.explanation());
        }
        return Optional.of("not given back yet: " + outcome.explanation());
    }

    /** Leads its own clients to it again, who are answered by now. @throws Stopped if that fails */
    public void unpark(List<RuleRef> rules) {
        if (rules.isEmpty()) {
            return;
        }
        DeploymentKey key = request.key();
        Outcome outcome = executor.execute(key, new Action.UnparkRules(rules));
        if (!outcome.isSuccess()) {
            throw new Stopped(ExitCode.FAILED, "its rules stay parked: " + outcome.explanation());
        }
        did.accept("un-parked " + rules.size() + (rules.size() == 1 ? " rule of " : " rules of ") + key.id());
    }
}
