package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What was read in a round. What could not be read is asked again by the next that needs it. */
final class RoundAnswers {

    /** For so long what was read is believed: a handful of calls, throttled ones included. */
    static final Duration LAST = Duration.ofSeconds(5);

    private final Map<List<Object>, Object> known = new HashMap<>();

    /** The answer to the question {@code what} about {@code whom}; {@code reading} where there is none yet. */
    <T> Observed<T> once(String what, Object whom, Supplier<Observed<T>> reading) {
        return shared(what, whom, () -> Map.of(whom, reading.get()));
    }

    /** The same where {@code reading} answers about others as well. */
    <K, T> Observed<T> shared(String what, K whom, Supplier<Map<K, Observed<T>>> reading) {
        return answer(what, whom, reading, Observed::isKnown).orElseGet(() -> Observed.unknown(noAnswer(whom)));
    }

    /** The same for things that may be missing. */
    <K, T> Lookup<T> lookup(String what, K whom, Supplier<Map<K, Lookup<T>>> reading) {
        return answer(what, whom, reading, seen -> seen.unknownBecause().isEmpty())
                .orElseGet(() -> Lookup.unknown(noAnswer(whom)));
    }

    @SuppressWarnings("unchecked") // What is kept under a question is the answer to it.
    private <K, A> Optional<A> answer(String what, K whom, Supplier<Map<K, A>> reading, Predicate<A> isKnown) {
        Object before = known.get(List.of(what, whom));
        if (before != null) {
            return Optional.of((A) before);
        }
        Map<K, A> all = reading.get();
        all.forEach((each, answer) -> {
            if (isKnown.test(answer)) {
                known.put(List.of(what, each), answer);
            }
        });
        return Optional.ofNullable(all.get(whom));
    }

    private static String noAnswer(Object whom) {
        return "no answer about " + whom;
    }

    void forget() {
        known.clear();
    }

    void forget(String what) {
        known.keySet().removeIf(question -> question.get(0).equals(what));
    }
}
