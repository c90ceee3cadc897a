package io.ecsdrain.system.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everybody has gone home but the reaper, which goes on until there is nothing left to do. */
final class Finale {

    /** No other actor is left; about as long as a step of the reaper's needs until the next one is ready. */
    private static final Duration TICK = Duration.ofSeconds(150);

    private static final int RUNS = 40;
    /** As many as it takes to scale down what only a stranger's canary keeps. */
    private static final int CANARY_RUNS = 5;
    /**
     * A run that waits writes nothing either: for the longest session, for the news of its end, for evidence, for
     * tasks.
     */
    private static final int IDLE_RUNS = 6;

    private static final int CANARY_IDLE_RUNS = 20;

    private final Stage stage;
    private final Tools tools;
    private final Cast cast;
    private final Others others;
    private final Ending ending;

    Finale(Stage stage, Tools tools, Cast cast, Person person, Others others) {
        this.stage = stage;
        this.tools = tools;
        this.cast = cast;
        this.others = others;
        this.ending = new Ending(stage, person.touched());
    }

    /** @return what is wrong with how it ends */
    List<String> play(Witness witness) {
        for (int run = 0; others.stay() && run < CANARY_RUNS; run++) {
            run();
        }
        others.leave();
        stage.draw.ailing().end(stage.aws);
        int idle = 0;
        // A canary whose deployer died goes on until its deadline, and no run writes anything meanwhile.
        int patience = stage.draw.inSteps() ? CANARY_IDLE_RUNS : IDLE_RUNS;
        for (int run = 0; run < RUNS && idle < patience && !isClean(); run++) {
            int before = witness.writes();
            run();
            idle = witness.writes() == before ? idle + 1 : 0;
        }
        // What is at desired 0 would be deleted now.
        for (int run = 0; stage.draw.retireOnly() && run < 2; run++) {
            run();
        }
        return problems();
    }

    private void run() {
        others.breakDay();
        stage.actor("reaper", Cast.REAPER, stage.aws.now(), tools::reap);
        stage.turns.play();
        stage.traffic.pass(TICK);
    }

    private boolean isClean() {
        return problems().isEmpty()
                && stage.draw.names().stream()
                        .allMatch(name -> ending.staying(name).size() <= 1 + stage.draw.kept());
    }

    private List<String> problems() {
        List<String> all = new ArrayList<>();
        stage.draw.names().forEach(name -> all.addAll(ending.problems(name, cast.scripted.contains(name))));
        return all;
    }
}
