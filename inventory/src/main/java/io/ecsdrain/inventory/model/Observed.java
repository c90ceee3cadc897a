package io.ecsdrain.inventory.model;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that was asked of AWS: either the answer or the reason why there is none. Ignorance is a value, so that a
 * failed read is not mistaken for an empty result.
 */
public sealed interface Observed<T> {

    record Known<T>(T content) implements Observed<T> {
        public Known {
            Objects.requireNonNull(content);
        }
    }

    /** @param reason a phrase for people, such as {@code DescribeRules: ThrottlingException} */
    record Unknown<T>(String reason) implements Observed<T> {
        public Unknown {
            Objects.requireNonNull(reason);
        }
    }

    static <T> Observed<T> known(T content) {
        return new Known<>(content);
    }

    static <T> Observed<T> unknown(String reason) {
        return new Unknown<>(reason);
    }

    /** The answer, or empty if it is unknown. */
    default Optional<T> value() {
        return this instanceof Known<T> known ? Optional.of(known.content()) : Optional.empty();
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    /** Why there is no answer, or empty if there is one. */
    default Optional<String> unknownBecause() {
        return this instanceof Unknown<T> unknown ? Optional.of(unknown.reason()) : Optional.empty();
    }

    /** True only if the answer is known and {@code test} holds for it. */
    default boolean isKnownAnd(Predicate<? super T> test) {
        return value().filter(test).isPresent();
    }

    default <R> Observed<R> map(Function<? super T, ? extends R> mapper) {
        if (this instanceof Known<T> known) {
            return new Known<>(mapper.apply(known.content()));
        }
        return new Unknown<>(((Unknown<T>) this).reason());
    }

    /** The same where the next step may find that there is no answer. */
    default <R> Observed<R> flatMap(Function<? super T, Observed<R>> next) {
        return this instanceof Known<T> known
                ? next.apply(known.content())
                : new Unknown<>(((Unknown<T>) this).reason());
    }
}
