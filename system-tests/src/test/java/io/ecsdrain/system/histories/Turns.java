package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Lets exactly one actor go on at a time, from one call of its to the next, and picks who by a seeded random; in
 * between time passes. Actors run on threads, but never two of them at once, so that the same seed gives the same
 * history.
 */
final class Turns {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "actor");
        thread.setDaemon(true);
        return thread;
    });

    /** What happens to the world while time passes. */
    interface Passing {
        void pass(Duration by);
    }

    private final LocalAws aws;
    private final Random random;
    private final Passing passing;
    private final Duration pace;
    private final Semaphore back = new Semaphore(0);
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> failed = new ArrayList<>();

    /** @param pace how long a call takes at most */
    Turns(LocalAws aws, Random random, Passing passing, Duration pace) {
        this.aws = aws;
        this.random = random;
        this.passing = passing;
        this.pace = pace;
    }

    /** What no program may throw, whatever AWS answers. */
    List<String> failures() {
        return failed.stream()
                .filter(actor -> !(actor.failure instanceof SdkException))
                .map(actor -> actor.name + ": " + actor.failure)
                .toList();
    }

    void add(Actor actor) {
        actors.add(actor);
    }

    /** Until all have ended. */
    void play() {
        while (true) {
            Instant now = aws.now();
            List<Actor> due = actors.stream().filter(actor -> actor.isDue(now)).toList();
            if (due.isEmpty()) {
                Optional<Actor> next = actors.stream().min(Comparator.comparing(actor -> actor.wakeAt));
                if (next.isEmpty()) {
                    return;
                }
                passing.pass(Duration.between(now, next.get().wakeAt));
                continue;
            }
            let(due.get(random.nextInt(due.size())));
            actors.stream()
                    .filter(actor -> actor.state == Actor.State.DONE && actor.failure != null)
                    .forEach(failed::add);
            actors.removeIf(actor -> actor.state == Actor.State.DONE);
            if (!pace.isZero()) {
                passing.pass(Duration.ofMillis(random.nextInt((int) pace.toMillis())));
            }
        }
    }

    private void let(Actor actor) {
        if (actor.state == Actor.State.NEW) {
            THREADS.execute(() -> run(actor));
        } else {
            actor.go.release();
        }
        back.acquireUninterruptibly();
    }

    private void run(Actor actor) {
        actor.onThisThread(actor.body);
        actor.state = Actor.State.DONE;
        back.release();
    }

    /** Called on the actor's thread before each of its calls; returns when it is its turn. */
    void await(Actor actor) {
        pause(actor, Actor.State.READY);
    }

    /** Called on the actor's thread where it waits. */
    void sleep(Actor actor, Duration duration) {
        actor.wakeAt = aws.now().plus(duration);
        pause(actor, Actor.State.ASLEEP);
    }

    private void pause(Actor actor, Actor.State state) {
        actor.state = state;
        back.release();
        actor.go.acquireUninterruptibly();
        actor.state = Actor.State.READY;
    }
}
