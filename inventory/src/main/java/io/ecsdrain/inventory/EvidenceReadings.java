package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What CloudWatch has answered so far, and which tasks it was not asked about. */
final class EvidenceReadings {

    private final Map<Subject, Evidence> byTask = new HashMap<>();
    private final Map<DeploymentKey, String> askedFirst = new HashMap<>();

    void add(Map<Subject, Evidence> answers) {
        answers.keySet().forEach(subject -> askedFirst.putIfAbsent(subject.key(), subject.taskId()));
        byTask.putAll(answers);
    }

    boolean has(Subject subject) {
        return byTask.containsKey(subject);
    }

    /** By task id, for {@code subjects} of one deployment. */
    Map<String, Evidence> of(DeploymentKey key, Stream<Subject> subjects) {
        Evidence notAsked = new Evidence.NotAsked(Optional.ofNullable(askedFirst.get(key)));
        return subjects.collect(Collectors.toMap(Subject::taskId, subject -> byTask.getOrDefault(subject, notAsked)));
    }
}
