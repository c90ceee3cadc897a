package io.ecsdrain.demo.scenario;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The processes that this one began. After {@link #kill} none runs, and none begins any more. */
final class Children {

    private final Set<Process> running = new HashSet<>();
    private boolean over;

    /**
     * Starts {@code builder}'s process and knows it from then on.
     *
     * @throws IOException if it cannot be started, also because {@link #kill} was called
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        // Under the lock: a kill between a start and its entry would miss the process.
        if (over) {
            throw new IOException("this process is ending");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Kills {@code process} if it runs yet, and waits for its end. */
    void end(Process process) {
        process.destroyForcibly().onExit().join();
        synchronized (this) {
            running.remove(process);
        }
    }

    synchronized void kill() {
        over = true;
        running.forEach(Process::destroyForcibly);
    }
}
