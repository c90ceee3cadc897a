package io.ecsdrain.inventory.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing that was looked up: found, missing, or unknown because the read failed. To ask whether the thing is gone,
 * ask {@link #isMissing}: an empty {@link #found} does not say so.
 */
public sealed interface Lookup<T> {

    record Found<T>(T thing) implements Lookup<T> {
        public Found {
            Objects.requireNonNull(thing);
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> found,
                Supplier<? extends R> missing,
                Function<String, ? extends R> unknown) {
            return found.apply(thing);
        }
    }

    /** AWS says that there is no such thing. */
    record Missing<T>() implements Lookup<T> {
        @Override
        public <R> R fold(
                Function<? super T, ? extends R> found,
                Supplier<? extends R> missing,
                Function<String, ? extends R> unknown) {
            return missing.get();
        }
    }

    /** @param reason a phrase for people, such as {@code GetParameter: ThrottlingException} */
    record Unknown<T>(String reason) implements Lookup<T> {
        public Unknown {
            Objects.requireNonNull(reason);
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> found,
                Supplier<? extends R> missing,
                Function<String, ? extends R> unknown) {
            return unknown.apply(reason);
        }
    }

    static <T> Lookup<T> of(T thing) {
        return new Found<>(thing);
    }

    static <T> Lookup<T> missing() {
        return new Missing<>();
    }

    static <T> Lookup<T> unknown(String reason) {
        return new Unknown<>(reason);
    }

    /** What {@code all} has under {@code key}: missing only if all were read and it is not among them. */
    static <K, T> Lookup<T> in(Observed<Map<K, T>> all, K key) {
        return part(all, found -> Optional.ofNullable(found.get(key)));
    }

    /** A part of {@code whole}: missing only if the whole was read and has no such part. */
    static <W, T> Lookup<T> part(Observed<W> whole, Function<? super W, Optional<T>> part) {
        return whole.value()
                .map(known -> part.apply(known).map(Lookup::of).orElseGet(Lookup::missing))
                .orElseGet(() -> unknown(whole.unknownBecause().orElseThrow()));
    }

    /** One answer for each of the three cases: the compiler asks for all of them. */
    <R> R fold(
            Function<? super T, ? extends R> found,
            Supplier<? extends R> missing,
            Function<String, ? extends R> unknown);

    /** The thing, if it was found. */
    default Optional<T> found() {
        return fold(Optional::of, Optional::empty, why -> Optional.empty());
    }

    /** True only if AWS says that there is no such thing; false also where the read failed. */
    default boolean isMissing() {
        return fold(found -> false, () -> true, why -> false);
    }

    /** Why it is not known whether there is such a thing; empty if that is known. */
    default Optional<String> unknownBecause() {
        return fold(found -> Optional.empty(), Optional::empty, Optional::of);
    }

    default <R> Lookup<R> map(Function<? super T, ? extends R> mapper) {
        return fold(found -> of(mapper.apply(found)), Lookup::missing, Lookup::unknown);
    }

    /**
     * The thing, or empty if it is missing.
     *
     * @throws Unreadable with the reason, if the read failed
     */
    default Optional<T> require() {
        return fold(Optional::of, Optional::empty, why -> {
            throw new Unreadable(why);
        });
    }

    /** The same, with {@code what} could not be read in the message, for people. */
    default Optional<T> require(String what) {
        return fold(Optional::of, Optional::empty, why -> {
            throw Unreadable.because(what, why);
        });
    }
}
