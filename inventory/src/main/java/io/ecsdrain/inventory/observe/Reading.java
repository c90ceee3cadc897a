package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.AwsErrors;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns failed calls into reasons, so that a reading of several calls ends as one {@link Observed}. */
final class Reading {

    /** The largest PageSize of ELBv2's Describe calls; without one the page's size is undocumented. */
    static final int LARGEST_ELB_PAGE = 400;

    private Reading() {}

    /** A read that cannot be completed; the message is the reason for people. */
    static final class Failed extends RuntimeException {
        Failed(String reason, Throwable cause) {
            super(reason, cause);
        }

        Failed(String reason) {
            super(reason);
        }
    }

    /**
     * The outcome of {@code reading}, which makes its calls through {@link #call}.
     *
     * @return unknown if {@code reading} threw {@link Failed}
     */
    static <T> Observed<T> observed(Supplier<T> reading) {
        try {
            return Observed.known(reading.get());
        } catch (Failed failed) {
            return Observed.unknown(failed.getMessage());
        }
    }

    /** The same for a {@code reading} of one thing, which is empty if AWS says that there is no such thing. */
    static <T> Lookup<T> lookup(Supplier<Optional<T>> reading) {
        return Lookup.part(observed(reading), Function.identity());
    }

    /** Makes one call; the operation's name and AWS's error code become the reason if it fails. */
    static <T> T call(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw new Failed(operation + ": " + AwsErrors.reason(failure), failure);
        }
    }

    /** What a reading found; it fails as a whole if that is unknown. */
    static <T> T require(Observed<T> part) {
        return part.value().orElseThrow(() -> new Failed(part.unknownBecause().orElseThrow()));
    }

    /** The same for one thing; empty if it is missing. */
    static <T> Optional<T> require(Lookup<T> part) {
        return part.fold(Optional::of, Optional::empty, why -> {
            throw new Failed(why);
        });
    }
}
