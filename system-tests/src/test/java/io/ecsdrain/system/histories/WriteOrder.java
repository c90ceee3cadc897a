package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.wire.CallRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether writes that rest on each other come in the right order, whatever crashes between them. Each rule sees every
 * write of every actor that took effect, in order, before {@link Seen} does.
 */
final class WriteOrder {

    /** One order to keep. It may remember what it has seen: there is one of it for each history. */
    interface Rule {

        /** Takes a write in; returns what is wrong with its coming now. */
        Optional<String> see(Actor actor, CallRecord call);
    }

    private final List<Rule> rules;

    WriteOrder(Rule... rules) {
        this.rules = List.of(rules);
    }

    /** @param seen what each actor has read: two that cross are excused */
    static WriteOrder on(Stage stage, Seen seen) {
        return new WriteOrder(
                new RegisterFirst(stage, seen),
                new OriginalsKept(stage, seen),
                new ParkedFirst(stage, seen),
                new KeepsServing(stage, seen),
                new SharesAreMarked(stage, seen));
    }

    List<String> see(Actor actor, CallRecord call) {
        List<String> wrong = new ArrayList<>();
        for (Rule rule : rules) {
            rule.see(actor, call)
                    .ifPresent(what -> wrong.add("call " + call.seq() + " " + call.operation() + " of " + actor.name
                            + " comes too early: " + what));
        }
        return wrong;
    }
}
