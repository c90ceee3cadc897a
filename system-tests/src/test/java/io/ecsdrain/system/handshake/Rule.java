package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deployment's own rule.
 *
 * @param at its tag of when it was parked
 * @param note its tag of how often it was un-parked
 */
record Rule(boolean parked, Optional<Instant> at, Optional<String> note) {

    static final Rule OPEN = new Rule(false, Optional.empty(), Optional.empty());

    private static final ConditionView AFFINITY = new ConditionView("http-header", "Cookie", List.of("a=1"));
    private static final ConditionView NO_CLIENT =
            new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT));

    RuleView view() {
        Map<String, String> tags = new HashMap<>(Views.owned(Views.OLD));
        at.ifPresent(time -> tags.put(Tags.PARKED_AT, time.toString()));
        note.ifPresent(text -> tags.put(Tags.UNPARKED, text));
        List<ConditionView> conditions = new ArrayList<>(List.of(AFFINITY));
        if (parked) {
            conditions.add(NO_CLIENT);
        }
        return new RuleView(
                "rule", Views.LISTENER, 1, conditions, List.of(new ForwardTarget(Views.group(Views.OLD), 1)), tags);
    }

    void tell(Key.Text text) {
        // Which parking it is matters, not when it was: the time of a parking ends a row after a quarter of an hour.
        text.say(parked).name(at.map(Instant::toString)).words(note).name(Fences.digest(List.of(view())));
    }
}
