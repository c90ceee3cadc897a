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

/**
 * What tasks say of their readiness within one observation: the lines of their sidecars where those are read, and the
 * metric for a task that has none.
 */
final class EvidenceSource {

    private final EvidenceReader metric;
    private final LineReader lines;
    private final Scope scope;
    private final Instant now;
    private final Map<DeploymentKey, Observed<Map<String, Evidence>>> read = new HashMap<>();

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
        subjects.stream().map(Subject::key).distinct().forEach(key -> lines(key, logs.get())
                .value()
                .ifPresent(known -> known.forEach((task, evidence) -> all.put(new Subject(key, task), evidence))));
        List<Subject> silent = new ArrayList<>();
        for (Subject subject : subjects) {
            Optional<String> unread = lines(subject.key(), logs.get()).unknownBecause();
            if (unread.isPresent()) {
                all.put(subject, new Evidence.Unread(unread.get()));
            } else if (!all.containsKey(subject)) {
                silent.add(subject);
            }
        }
        all.putAll(metric.of(silent, scope.window(now)));
        return all;
    }

    private Observed<Map<String, Evidence>> lines(DeploymentKey key, SidecarLogs logs) {
        return read.computeIfAbsent(key, first -> lines.of(first, logs.group(first.name()), now));
    }
}
