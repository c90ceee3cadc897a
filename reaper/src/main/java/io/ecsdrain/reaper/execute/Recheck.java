package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.Action.Grounds;
import io.ecsdrain.reaper.plan.Action.Ways;
import io.ecsdrain.reaper.plan.Live;
import io.ecsdrain.reaper.plan.Routes;
import java.util.List;
import java.util.Optional;

/**
 * Reads again what an irreversible step rests on. Each answer is the reason why the step must not be done, or empty; all
 * throw {@link Unreadable} if it cannot be read.
 */
final class Recheck {

    private final LiveReader reader;
    private final ListenerReader listeners;

    Recheck(LiveReader reader, ListenerReader listeners) {
        this.reader = reader;
        this.listeners = listeners;
    }

    /** Parameter, register, and what the service itself has to say for these grounds. */
    Optional<String> refuted(DeploymentKey key, Grounds grounds) {
        NameParameters parameters = Unreadable.require(reader.parameters(key.name()));
        if (Live.winner(key.name(), parameters.register(), parameters.states())
                .filter(key::equals)
                .isPresent()) {
            return Optional.of("it is to be live now");
        }
        Optional<String> value =
                Optional.ofNullable(parameters.states().get(key)).map(state -> state.value());
        boolean draining = value.filter(DeploymentState.DRAINING.word()::equals).isPresent();
        boolean asPlanned =
                switch (grounds) {
                    case DRAINING -> draining;
                    case HALF_CREATED -> value.isEmpty();
                    case RETIRED, LEFTOVER -> draining || value.isEmpty();
                };
        if (!asPlanned) {
            return Optional.of("its parameter reads " + value.orElse("nothing"));
        }
        return grounds == Grounds.DRAINING
                ? Optional.empty()
                : refutedByService(grounds, Unreadable.require(reader.service(key)));
    }

    private static Optional<String> refutedByService(Grounds grounds, Optional<ServiceView> service) {
        boolean alive = service.filter(found -> "ACTIVE".equals(found.status())).isPresent();
        if (grounds == Grounds.LEFTOVER) {
            return alive ? Optional.of("its service exists") : Optional.empty();
        }
        TagState wanted = grounds == Grounds.RETIRED ? TagState.RETIRED : TagState.DEPLOYING;
        // A service that is gone cannot deny its mark; what is left of the deployment is then as good as swept.
        if (alive && !wanted.word().equals(service.get().tags().get(Tags.STATE))) {
            return Optional.of("its service is no longer tagged " + wanted.word());
        }
        return grounds == Grounds.RETIRED && alive && service.get().desiredCount() > 0
                ? Optional.of("it was scaled up again")
                : Optional.empty();
    }

    /** Whether anything but its own rules leads to it by now. */
    Optional<String> routed(DeploymentKey key, Ways ways) {
        return Routes.of(key, ways.targetGroups(), listeners.withRules(ways.loadBalancers()))
                .obstacle();
    }

    /** Whether it is at desired 0 and every task, over both desiredStatus filters, is STOPPED. */
    Optional<String> notQuiet(DeploymentKey key) {
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        if (service.filter(found -> found.desiredCount() > 0).isPresent()) {
            return Optional.of("its desired count is " + service.get().desiredCount());
        }
        return service.isPresent() ? runningTask(key) : Optional.empty();
    }

    /** A task that has not stopped. */
    Optional<String> runningTask(DeploymentKey key) {
        List<TaskView> tasks = Unreadable.require(reader.tasks(key));
        return tasks.stream()
                .filter(task -> !task.isStopped())
                .map(task -> "task " + task.taskId() + " is " + task.lastStatus())
                .findFirst();
    }
}
