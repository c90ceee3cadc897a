package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.inventory.model.Observed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was read in a round. What could not be read is asked again by the next that needs it. */
final class RoundAnswers {

    /** For so long what was read is believed: a handful of calls, throttled ones included. */
    static final Duration LAST = Duration.ofSeconds(5);

    private final Map<List<Object>, Observed<?>> known = new HashMap<>();

    /** The answer to the question {@code what} about {@code whom}; {@code reading} where there is none yet. */
    <T> Observed<T> once(String what, Object whom, Supplier<Observed<T>> reading) {
        Observed<T> before = before(what, whom);
        return before != null ? before : keep(what, whom, reading.get());
    }

    /** The same where {@code reading} answers about others as well. */
    <K, T> Observed<T> shared(String what, K whom, Supplier<Map<K, Observed<T>>> reading) {
        Observed<T> before = before(what, whom);
        if (before != null) {
            return before;
        }
        Map<K, Observed<T>> all = reading.get();
        all.forEach((each, answer) -> keep(what, each, answer));
        return all.getOrDefault(whom, Observed.unknown("no answer about " + whom));
    }

    private <T> Observed<T> keep(String what, Object whom, Observed<T> answer) {
        if (answer.isKnown()) {
            known.put(List.of(what, whom), answer);
        }
        return answer;
    }

    @SuppressWarnings("unchecked") // What is kept under a question is the answer to it.
    private <T> Observed<T> before(String what, Object whom) {
        return (Observed<T>) known.get(List.of(what, whom));
    }

    void forget() {
        known.clear();
    }

    void forget(String what) {
        known.keySet().removeIf(question -> question.get(0).equals(what));
    }
}
