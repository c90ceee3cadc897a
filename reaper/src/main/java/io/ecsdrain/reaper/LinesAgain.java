package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.LineReader;
import io.ecsdrain.lifecycle.execute.ReadinessAgain;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.readiness.Recheck;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the tasks of a deployment once more, and reads what their sidecars say by now. */
final class LinesAgain implements ReadinessAgain {

    private final LiveReader live;
    private final LineReader lines;
    private final SidecarLogs logs;
    private final ClusterSnapshot snapshot;
    private final ReaperPolicy policy;
    private final InstantSource clock;

    /** @param snapshot that the run decided on; the points of tasks without lines are taken from it */
    LinesAgain(
            AwsClients clients,
            String cluster,
            SidecarLogs logs,
            ClusterSnapshot snapshot,
            ReaperPolicy policy,
            InstantSource clock) {
        this.live = new LiveReader(clients, cluster);
        this.lines = new LineReader(clients.logs());
        this.logs = logs;
        this.snapshot = snapshot;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Optional<String> refuted(DeploymentKey key) {
        Deployment seen = snapshot.deployments().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        Lookup<ServiceView> service = live.service(key);
        if (service.found().isEmpty()) {
            return Optional.of(service.unknownBecause().orElse("its service is gone"));
        }
        Observed<List<TaskView>> tasks = live.tasks(service.found().get());
        List<String> running = tasks.value().orElse(List.of()).stream()
                .filter(task -> !task.isStopped())
                .map(TaskView::taskId)
                .toList();
        Observed<Map<String, Evidence>> said = lines.of(key, logs.group(key.name()), now, running);
        Optional<String> unread = tasks.unknownBecause().or(said::unknownBecause);
        if (unread.isPresent()) {
            return unread;
        }
        Map<String, Evidence> evidence = new HashMap<>(seen.evidence());
        evidence.values().removeIf(Evidence.Lines.class::isInstance);
        evidence.putAll(said.value().orElseThrow());
        return Recheck.refuted(seen.saying(tasks.value().orElseThrow(), evidence), snapshot, now, policy);
    }
}
