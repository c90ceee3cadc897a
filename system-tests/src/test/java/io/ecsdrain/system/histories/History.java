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
        List<String> said = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (Stage stage = new Stage(seed, witness::witness)) {
            witness.enter(stage);
            ready.accept(stage);
            Bystanders bystanders = new Bystanders(stage);
            Tools tools = new Tools(stage, witness.story());
            Person person = new Person(stage);
            Cast cast = new Cast(stage, tools, person);
            stage.calm(true);
            stage.actor("opening", Cast.DEPLOYER, stage.aws.now(), cast::opening);
            stage.turns.play();
            stage.calm(false);
            cast.programme();
            stage.turns.play();
            stage.calm(true);
            stage.traffic.quiet = true;
            witness.story().add("--- quiet from " + stage.aws.now());
            List<String> end = new Finale(stage, tools, cast, person).play(witness);
            problems.addAll(witness.violations());
            problems.addAll(end);
            problems.addAll(bystanders.problems());
            stage.turns.failures().forEach(failure -> problems.add("an actor failed: " + failure));
            said.addAll(witness.story());
            long calls = stage.aws.lastCall().map(call -> call.seq()).orElse(0L);
            return new History(seed, List.copyOf(problems), List.copyOf(said), calls);
        }
    }

    /** Same calls, same digest. */
    int digest() {
        return story.hashCode();
    }
}
