package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One that acts: its body runs on a thread of its own, which stands still at each call until it is its turn. */
final class Actor {

    /** What ends an actor in the middle of its work; an Error, so that no code takes it for an answer of AWS's. */
    static final class Crash extends Error {
        Crash(String who) {
            super(who + " crashes", null, false, false);
        }
    }

    enum State {
        NEW,
        READY,
        ASLEEP,
        DONE
    }

    /** What a program is run for, such as {@code deploy}, and since when. */
    record Errand(String verb, DeploymentKey key, Instant begun) {}

    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    final String name;
    final String accessKey;
    final Runnable body;
    final Semaphore go = new Semaphore(0);
    State state = State.NEW;
    Instant wakeAt;
    /** It dies at its so-many-th call; the call itself still takes effect or not. */
    int callsToLive = Integer.MAX_VALUE;

    boolean diesAfterEffect;
    int calls;
    /** So many of its calls changed something. */
    int writes;
    /** So many of its calls went wrong. */
    int faults;

    /** The verb of ours that it runs now. */
    Optional<Errand> errand = Optional.empty();

    Throwable failure;

    Actor(String name, String accessKey, Instant startAt, Runnable body) {
        this.name = name;
        this.accessKey = accessKey;
        this.wakeAt = startAt;
        this.body = body;
    }

    Actor dyingAt(int call, boolean afterEffect) {
        callsToLive = call;
        diesAfterEffect = afterEffect;
        return this;
    }

    /** Who runs on this thread; empty for the stage hands, whose calls are no part of the history. */
    static Optional<Actor> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** By which access key this thread's calls are known. */
    static String currentKey() {
        Actor actor = CURRENT.get();
        return actor == null ? "STAGE" : actor.accessKey;
    }

    /** Makes this thread the actor's until {@code body} ends. */
    void onThisThread(Runnable what) {
        CURRENT.set(this);
        try {
            what.run();
        } catch (Crash dead) {
            failure = null;
        } catch (RuntimeException | Error problem) {
            failure = problem;
        } finally {
            CURRENT.remove();
        }
    }

    boolean isDue(Instant now) {
        return state == State.READY || state != State.DONE && !wakeAt.isAfter(now);
    }
}
