package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.LineReader;
import io.ecsdrain.reaper.plan.readiness.Answers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Listens, while a run waits, whether the tasks that were asked have answered. */
final class AnswersHeard {

    private final LiveReader live;
    private final LineReader lines;
    private final SidecarLogs logs;
    private final InstantSource clock;
    private final List<Deployment> asked;

    /** @param snapshot whose tasks were asked */
    AnswersHeard(
            AwsClients clients,
            ReaperConfig config,
            InstantSource clock,
            ClusterSnapshot snapshot,
            Set<DeploymentKey> asked) {
        this.live = new LiveReader(clients, config.cluster());
        this.lines = new LineReader(clients.logs());
        this.logs = config.logs().orElseThrow();
        this.clock = clock;
        this.asked = snapshot.deployments().stream()
                .filter(each -> asked.contains(each.key()))
                .toList();
    }

    /** Whether every task of all of them has; what cannot be read is no answer. */
    boolean fromAll() {
        Map<String, ParameterView> fences = live.parametersNamed(
                        asked.stream().map(each -> each.key().fenceParameter()).toList())
                .value()
                .orElse(Map.of());
        return asked.stream()
                .allMatch(each -> Optional.ofNullable(fences.get(each.key().fenceParameter()))
                        .flatMap(parameter -> Fence.parse(parameter.value()))
                        .filter(fence -> isAnswered(each, fence))
                        .isPresent());
    }

    private boolean isAnswered(Deployment deployment, Fence fence) {
        DeploymentKey key = deployment.key();
        List<String> tasks = deployment.tasks().value().orElse(List.of()).stream()
                .filter(TaskView::isMeantToRun)
                .map(TaskView::taskId)
                .toList();
        return lines.of(key, logs.group(key.name()), clock.instant(), tasks)
                .value()
                .filter(said -> Answers.areAllThere(tasks, said, fence))
                .isPresent();
    }
}
