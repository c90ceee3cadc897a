package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.Fence;
import java.time.Instant;
import java.util.Optional;

/**
 * All that this process has seen, as one immutable value; {@link DrainPolicy} makes the next one of it.
 *
 * @param startedAt when this process began to look
 * @param lastRead the newest reading of the parameter; empty before the first
 * @param observedAt when the parameter was last read successfully
 * @param staleAt when that reading is too old to be called current; empty before the first
 * @param problem what is wrong with the reads now, if anything
 * @param answeredAt when Parameter Store last answered, whatever it showed
 * @param throttled how many reads in a row were throttled up to now
 * @param crowdedAt when {@value #CROWDED_READS} reads in a row were last throttled
 * @param drain the drain in progress
 * @param fence the fence of the newest reading, if it belongs to that write of the parameter
 * @param everDrained whether this process ever saw draining, also if rolled back since
 * @param ledger the busy reports
 * @param sources what the configured sources told
 * @param lastSession the last moment up to the newest signal at which a session may have lived; empty if there never
 *     was one
 * @param readyAtStop present once SIGTERM came: what readiness was then, and remains
 */
public record DrainState(
        Instant startedAt,
        Optional<DrainSignal.Read> lastRead,
        Optional<Instant> observedAt,
        Optional<Instant> staleAt,
        Optional<ReadProblem> problem,
        Optional<Instant> answeredAt,
        int throttled,
        Optional<Instant> crowdedAt,
        Optional<Drain> drain,
        Optional<Sighting> fence,
        boolean everDrained,
        BusyLedger ledger,
        Sources sources,
        Optional<Instant> lastSession,
        Optional<Boolean> readyAtStop) {

    /**
     * One refused read in a hundred is any account's; where nine of ten are refused, three in a row are seen at once.
     */
    static final int CROWDED_READS = 3;

    /**
     * A drain as this process sees it.
     *
     * @param since from the parameter's LastModifiedDate, so that a restarted sidecar tells the same
     * @param seenAt when this process first saw it; the grace counts from here
     */
    public record Drain(Instant since, Instant seenAt) {}

    /**
     * A fence as this process sees it.
     *
     * @param at since when it is known to stand: not before this process last saw anything else
     */
    public record Sighting(Fence fence, Instant at) {}

    public static DrainState initial(Instant now) {
        return new DrainState(
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                BusyLedger.EMPTY,
                Sources.NONE,
                Optional.empty(),
                Optional.empty());
    }

    DrainState read(DrainSignal.Read read, Optional<Drain> nextDrain, Instant now, Instant nextStale) {
        return new DrainState(
                startedAt,
                Optional.of(read),
                Optional.of(now),
                Optional.of(nextStale),
                Optional.empty(),
                Optional.of(now),
                0,
                crowdedAt,
                nextDrain,
                fence,
                everDrained || nextDrain.isPresent(),
                ledger,
                sources,
                lastSession,
                readyAtStop);
    }

    DrainState failed(ReadProblem why, Instant now) {
        int inARow = why == ReadProblem.THROTTLED ? throttled + 1 : 0;
        return new DrainState(
                startedAt,
                lastRead,
                observedAt,
                staleAt,
                Optional.of(why),
                why.isAnswer() ? Optional.of(now) : answeredAt,
                inARow,
                inARow >= CROWDED_READS ? Optional.of(now) : crowdedAt,
                drain,
                fence,
                everDrained,
                ledger,
                sources,
                lastSession,
                readyAtStop);
    }

    DrainState fence(Optional<Sighting> sighting) {
        return copy(sighting, ledger, sources, lastSession, readyAtStop);
    }

    DrainState ledger(BusyLedger next) {
        return copy(fence, next, sources, lastSession, readyAtStop);
    }

    DrainState sources(Sources next) {
        return copy(fence, ledger, next, lastSession, readyAtStop);
    }

    DrainState lastSession(Optional<Instant> last) {
        return copy(fence, ledger, sources, last, readyAtStop);
    }

    DrainState stopped(boolean ready) {
        return copy(fence, ledger, sources, lastSession, Optional.of(ready));
    }

    /** What only reads change stays as it is. */
    private DrainState copy(
            Optional<Sighting> sighting,
            BusyLedger nextLedger,
            Sources nextSources,
            Optional<Instant> last,
            Optional<Boolean> ready) {
        return new DrainState(
                startedAt,
                lastRead,
                observedAt,
                staleAt,
                problem,
                answeredAt,
                throttled,
                crowdedAt,
                drain,
                sighting,
                everDrained,
                nextLedger,
                nextSources,
                last,
                ready);
    }
}
