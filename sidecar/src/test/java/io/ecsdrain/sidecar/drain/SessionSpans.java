package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of one task's sessions for properties: keeps all that was ever told, each as a span of time, and forgets
 * nothing.
 */
final class SessionSpans {

    /** One session or more, from when it was told of until it was over by its own account. */
    private record Span(Instant from, Instant to) {}

    private final Duration forget;
    private final List<Span> over = new ArrayList<>();
    private final Map<String, Span> reported = new HashMap<>();
    private Optional<Instant> shownSince = Optional.empty();

    SessionSpans(Duration forget) {
        this.forget = forget;
    }

    /** There is one source at most. */
    void hear(DrainSignal signal, Instant now) {
        if (signal instanceof DrainSignal.Busy busy) {
            BusyReport report = busy.report();
            Optional.ofNullable(reported.remove(report.reporter()))
                    .ifPresent(span -> over.add(new Span(span.from(), span.to().isBefore(now) ? span.to() : now)));
            if (report.count() > 0) {
                reported.put(
                        report.reporter(), new Span(now, now.plus(report.ttl()).plus(forget)));
            }
        }
        if (signal instanceof DrainSignal.Looked looked && looked.reading() instanceof SourceReading.Count count) {
            shownSince.ifPresent(since -> over.add(new Span(since, now)));
            shownSince = count.sessions() > 0 ? Optional.of(now) : Optional.empty();
        }
    }

    /** The last moment at which there was one; {@code now} if there may be one. */
    Optional<Instant> last(Instant now) {
        List<Span> all = new ArrayList<>(over);
        all.addAll(reported.values());
        shownSince.ifPresent(since -> all.add(new Span(since, Instant.MAX)));
        return all.stream()
                .map(span -> span.to().isBefore(now) ? span.to() : now)
                .max(Instant::compareTo);
    }
}
