package io.ecsdrain.system.histories;

import java.time.Instant;

/** What others do meanwhile who live in the same cluster, and what auto scaling does. */
final class Others {

    /** A canary that is closed before all is quiet; the rest are closed then. */
    private static final int CLOSED_EARLY = 60;

    private static final int SISTERS_RUNS = 4;

    private final Stage stage;
    private final Cast cast;
    private final Bystanders bystanders;
    private final Witness witness;
    private final Schedule schedule;

    Others(Stage stage, Cast cast, Bystanders bystanders, Witness witness) {
        this.stage = stage;
        this.cast = cast;
        this.bystanders = bystanders;
        this.witness = witness;
        this.schedule = new Schedule(stage, witness);
    }

    void programme() {
        Draw.Company company = stage.draw.company();
        Instant now = stage.aws.now();
        if (company.alarms()) {
            stage.actor("alarm", Cast.OTHERS, now, new Alarms(stage, witness)::ring);
        }
        if (company.schedule()) {
            stage.actor("schedule", Cast.OTHERS, now, schedule::run);
        }
        if (company.takeover()) {
            stage.actor("takeover", Cast.OTHERS, cast.crossing(), bystanders::takeOver);
        }
        bystanders.sister().ifPresent(sister -> {
            for (int run = 0; run < SISTERS_RUNS; run++) {
                stage.actor("sister's reaper", Cast.SISTER, cast.crossing(), sister::reap);
            }
        });
        if (company.canary()) {
            bystanders.openCanary(cast.someKey());
            if (stage.draw.chance(CLOSED_EARLY)) {
                stage.actor("canary", Cast.OTHERS, cast.crossing(), bystanders::closeCanary);
            }
        }
    }

    /** Whether something of theirs, or a pin, still keeps a deployment of ours. */
    boolean stay() {
        return bystanders.hasCanary() || stage.pins.any();
    }

    /** Nothing of theirs is to keep us from ending well. */
    void leave() {
        stage.actor("canary", Cast.OTHERS, stage.aws.now(), bystanders::closeCanary);
        stage.actor("unpin", Cast.PERSON, stage.aws.now(), stage.pins::end);
        stage.turns.play();
    }

    /** Whatever the night has taken comes back. */
    void breakDay() {
        if (stage.draw.company().schedule()) {
            schedule.breakDay();
        }
    }
}
