package io.ecsdrain.system.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One history, from its seed to what was wrong with it.
 *
 * @param violations what must never be; empty if all went well
 * @param story the calls that changed something, and what our programs said
 */
record History(long seed, List<String> violations, List<String> story, long calls) {

    static History of(long seed) {
        return of(seed, stage -> {});
    }

    /** The same, but every call goes through the SDK: slow, and not to be told from the other. */
    static History bySdk(long seed) {
        return of(seed, Stage::closeShortCut);
    }

    private static History of(long seed, Consumer<Stage> ready) {
        Witness witness = new Witness();
        try (Stage stage = new Stage(seed, witness::witness)) {
            witness.enter(stage);
            ready.accept(stage);
            List<String> problems = play(stage, witness);
            long calls = stage.aws.lastCall().map(call -> call.seq()).orElse(0L);
            return new History(seed, problems, List.copyOf(witness.story()), calls);
        }
    }

    private static List<String> play(Stage stage, Witness witness) {
        Bystanders bystanders = new Bystanders(stage);
        witness.watchOver(bystanders);
        Tools tools = new Tools(stage, witness);
        Person person = new Person(stage);
        Cast cast = new Cast(stage, tools, person, witness);
        stage.calm(true);
        stage.actor("opening", Cast.DEPLOYER, stage.aws.now(), cast::opening);
        stage.turns.play();
        stage.calm(false);
        cast.programme();
        Others others = new Others(stage, cast, bystanders, witness);
        others.programme();
        stage.turns.play();
        stage.calm(true);
        stage.traffic.quiet = true;
        witness.quiet();
        List<String> end = new Finale(stage, tools, cast, person, others).play(witness);
        List<String> problems = new ArrayList<>(witness.violations());
        problems.addAll(end);
        problems.addAll(bystanders.problems());
        problems.addAll(stage.traffic.problems());
        stage.turns.failures().forEach(failure -> problems.add("an actor failed: " + failure));
        return List.copyOf(problems);
    }
}
