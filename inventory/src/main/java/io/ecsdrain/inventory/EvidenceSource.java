package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.LineReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tasks say of their readiness within one observation: the lines of their sidecars where those are read, and the
 * metric for a task that has none.
 */
final class EvidenceSource {

    private final EvidenceReader metric;
    private final LineReader lines;
    private final Scope scope;
    private final Instant now;
    private final Map<DeploymentKey, Read> read = new HashMap<>();

    /** @param tasks that it was read for */
    private record Read(Set<String> tasks, Observed<Map<String, Evidence>> lines) {

        boolean tells(Set<String> others) {
            return tasks.containsAll(others)
                    || lines.value()
                            .filter(known -> LineReader.suffices(known, others))
                            .isPresent();
        }
    }

    EvidenceSource(EvidenceReader metric, LineReader lines, Scope scope, Instant now) {
        this.metric = metric;
        this.lines = lines;
        this.scope = scope;
        this.now = now;
    }

    /**
     * About {@code subjects}; and about other tasks of the same deployments what is known with it, for a call reads all
     * lines of one.
     */
    Map<Subject, Evidence> of(List<Subject> subjects) {
        Optional<SidecarLogs> logs = scope.logs();
        if (logs.isEmpty()) {
            return metric.of(subjects, scope.window(now));
        }
        Map<Subject, Evidence> all = new HashMap<>();
        Map<DeploymentKey, Set<String>> tasks = subjects.stream()
                .collect(Collectors.groupingBy(
                        Subject::key, TreeMap::new, Collectors.mapping(Subject::taskId, Collectors.toSet())));
        tasks.forEach((key, asked) -> lines(key, logs.get(), asked)
                .value()
                .ifPresent(known -> known.forEach((task, evidence) -> all.put(new Subject(key, task), evidence))));
        List<Subject> silent = new ArrayList<>();
        for (Subject subject : subjects) {
            Optional<String> unread = read.get(subject.key()).lines().unknownBecause();
            if (unread.isPresent()) {
                all.put(subject, new Evidence.Unread(unread.get()));
            } else if (!all.containsKey(subject)) {
                silent.add(subject);
            }
        }
        all.putAll(metric.of(silent, scope.window(now)));
        return all;
    }

    private Observed<Map<String, Evidence>> lines(DeploymentKey key, SidecarLogs logs, Set<String> tasks) {
        return read.compute(
                        key,
                        (same, before) -> before != null && before.tells(tasks)
                                ? before
                                : new Read(tasks, lines.of(key, logs.group(key.name()), now, tasks)))
                .lines();
    }
}
