package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every write of every parameter, as the calls tell it; what was read by whom depends on when. */
final class Parameters {

    /** @param value null after a deletion */
    record Write(long seq, Instant at, String actor, String value) {}

    /** A write as a read shows it. */
    record Version(long number, Instant at, String value) {}

    private final Map<String, List<Write>> writes = new HashMap<>();

    /** Takes a call in, if it wrote a parameter. */
    void see(CallRecord call, String actor) {
        if (!call.service().equals("ssm") || call.errorCode() != null) {
            return;
        }
        JsonNode input = call.input();
        switch (call.operation()) {
            case "PutParameter" ->
                add(call, actor, input.get("Name").asText(), input.get("Value").asText());
            case "DeleteParameter" -> add(call, actor, input.get("Name").asText(), null);
            default -> {}
        }
    }

    private void add(CallRecord call, String actor, String name, String value) {
        writes.computeIfAbsent(name, any -> new ArrayList<>()).add(new Write(call.seq(), call.at(), actor, value));
    }

    List<Write> of(String name) {
        return writes.getOrDefault(name, List.of());
    }

    /** By name, what there is now. */
    Map<String, Write> current() {
        Map<String, Write> current = new HashMap<>();
        writes.forEach((name, all) -> {
            Write last = all.get(all.size() - 1);
            if (last.value() != null) {
                current.put(name, last);
            }
        });
        return current;
    }

    Optional<String> valueAt(String name, Instant when) {
        return writeAt(name, when).map(Write::value);
    }

    /** The write that a read saw which was answered with the state of {@code when}. */
    Optional<Write> writeAt(String name, Instant when) {
        Write found = null;
        for (Write write : of(name)) {
            found = write.at().isAfter(when) ? found : write;
        }
        return Optional.ofNullable(found).filter(write -> write.value() != null);
    }

    /** The same with its version, which begins at 1 again after a deletion. */
    Optional<Version> versionAt(String name, Instant when) {
        long number = 0;
        Version found = null;
        for (Write write : of(name)) {
            if (write.at().isAfter(when)) {
                break;
            }
            number = write.value() == null ? 0 : number + 1;
            found = new Version(number, write.at(), write.value());
        }
        return Optional.ofNullable(found).filter(version -> version.value() != null);
    }

    List<String> names(String prefix) {
        return writes.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Since when it has been draining without a break; empty if it is not. */
    Optional<Instant> drainingSince(DeploymentKey key) {
        return drainingSince(key, Instant.MAX);
    }

    /** The same, as a read saw it that was answered with the state of {@code shown}. */
    Optional<Instant> drainingSince(DeploymentKey key, Instant shown) {
        Instant since = null;
        for (Write write : of(key.stateParameter())) {
            if (write.at().isAfter(shown)) {
                break;
            }
            boolean draining = "draining".equals(write.value());
            since = draining ? since == null ? write.at() : since : null;
        }
        return Optional.ofNullable(since);
    }
}
