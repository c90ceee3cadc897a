package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.scaling.ScalableTargetView;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What each actor has read last, and when each thing was changed last: who could have known what. */
final class Seen {

    /**
     * The beginning of a read, whose later pages came after.
     *
     * @param ago how many calls of the same actor lie between it and now
     */
    record Read(long seq, Instant at, int ago) {

        /**
         * Whether it still says how things are: few calls lie between, or no more time than a round believes what it
         * has read.
         */
        boolean isJustBefore(Instant now) {
            return ago <= FEW_CALLS || !at.plus(ROUND).isBefore(now);
        }
    }

    /** So many calls lie at most between a re-check and what it is for. */
    private static final int FEW_CALLS = 30;

    /** The actions of several deployments share one look; a round that takes longer looks again. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private record Mark(long seq, Instant at, int call) {}

    private final Map<String, Mark> firstReads = new HashMap<>();
    private final Map<String, Mark> reads = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final Map<String, Move> moves = new HashMap<>();

    /** A schedule's move of a scalable target's bounds. */
    private record Move(Instant at, ScalableTargetView before) {}

    void see(Actor actor, CallRecord call) {
        if (call.errorCode() != null) {
            return;
        }
        if (call.operation().equals("GetParameters")) {
            call.input().get("Names").forEach(name -> read(actor, call, name.asText()));
            return;
        }
        String subject = subject(call);
        if (!isRead(call)) {
            changes.put(subject, call.seq());
        } else if (!call.input().has("NextToken")
                && !call.input().has("nextToken")
                && !call.input().has("Marker")) {
            read(actor, call, subject);
        }
    }

    /** Takes in that a schedule moves the bounds of {@code target} now. */
    void moves(ScalableTargetView target, Instant now) {
        moves.put(target.resourceId(), new Move(now, target));
    }

    /** The scalable target as it was before a schedule moved it last, if that was after {@code look}. */
    Optional<ScalableTargetView> movedSince(Instant look, String resource) {
        return Optional.ofNullable(moves.get(resource))
                .filter(move -> move.at().isAfter(look))
                .map(Move::before);
    }

    /** Whether it is a call that changes nothing. */
    static boolean isRead(CallRecord call) {
        return call.operation().matches("(Get|Describe|List|Filter).*");
    }

    private void read(Actor actor, CallRecord call, String subject) {
        Mark mark = new Mark(call.seq(), call.at(), actor.calls);
        reads.put(who(actor) + call.operation() + subject, mark);
        // Each service by its short name: a look at one is none at another.
        call.input()
                .path("services")
                .forEach(service -> reads.put(
                        who(actor) + call.operation() + service.asText().replaceFirst(".*/", ""), mark));
        firstReads.putIfAbsent(who(actor) + call.operation(), mark);
        firstReads.putIfAbsent(who(actor) + call.operation() + " " + subject, mark);
    }

    /** Runs of the reaper are different actors, although they have one name. */
    private static String who(Actor actor) {
        return System.identityHashCode(actor) + " ";
    }

    private static String subject(CallRecord call) {
        if (call.operation().equals("FilterLogEvents")) {
            // Who it asks for is in the pattern.
            return call.input().get("filterPattern").asText().replaceFirst(".*deployment_id = \"([^\"]*)\".*", "$1");
        }
        for (String member : new String[] {"RuleArn", "ListenerArn", "Path", "Name"}) {
            if (call.input().has(member)) {
                return call.input().get(member).asText();
            }
        }
        return "";
    }

    Optional<Read> last(Actor actor, String operation, String subject) {
        return Optional.ofNullable(reads.get(who(actor) + operation + subject))
                .map(mark -> new Read(mark.seq(), mark.at(), actor.calls - mark.call()));
    }

    /** When the actor began to read such things at all: what is said later may have come too late for it. */
    Optional<Instant> first(Actor actor, String operation) {
        return Optional.ofNullable(firstReads.get(who(actor) + operation)).map(Mark::at);
    }

    /** The number of the actor's first call of this kind and subject; 0 if there is none. */
    long firstOf(Actor actor, String operation, String subject) {
        Mark mark = firstReads.get(who(actor) + operation + " " + subject);
        return mark == null ? 0 : mark.seq();
    }

    /** The number of the last call that changed a rule, a listener or a parameter; 0 if none did. */
    long changed(String subject) {
        return changes.getOrDefault(subject, 0L);
    }
}
