package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.scaling.ScalableTargetView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Scheduled scaling: by night whatever scales has to make do with little, in the morning it gets its bounds back and as
 * many tasks as load by day needs. All of them at once, for it was set up for every service alike.
 */
final class Schedule {

    private final Stage stage;
    private final Witness witness;
    /** How many tasks there are by night; some switch everything off. */
    private final int night;
    /** As they were when they were first seen. */
    private final Map<String, ScalableTargetView> byDay = new HashMap<>();

    Schedule(Stage stage, Witness witness) {
        this.stage = stage;
        this.witness = witness;
        this.night = stage.draw.random().nextInt(4) == 0 ? 0 : 1;
    }

    /** Some short days. */
    void run() {
        Random random = stage.draw.random();
        for (int days = 1 + random.nextInt(3); days > 0; days--) {
            stage.await(Duration.ofSeconds(15 + random.nextInt(60)));
            fallNight();
            stage.await(Duration.ofSeconds(15 + random.nextInt(60)));
            breakDay();
        }
    }

    private void fallNight() {
        for (ScalableTargetView target : stage.aws.scaling().targets()) {
            bound(target, night, night, "less");
        }
    }

    void breakDay() {
        for (ScalableTargetView target : stage.aws.scaling().targets()) {
            int most = byDay.getOrDefault(target.resourceId(), target).maxCapacity();
            bound(target, Math.max(1, most - 1), most, "more");
        }
    }

    private void bound(ScalableTargetView target, int min, int max, String asked) {
        String service = target.resourceId().replaceFirst(".*/", "");
        if (stage.draw.isOurs(service)) {
            byDay.putIfAbsent(target.resourceId(), target);
            witness.seen.moves(target, stage.aws.now());
            Alarms.scaling(stage, witness, service, "a schedule asks for " + asked, () -> stage.aws
                    .scaling()
                    .runScheduledAction(target.resourceId(), min, max));
        }
    }
}
