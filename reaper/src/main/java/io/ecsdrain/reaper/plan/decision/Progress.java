package io.ecsdrain.reaper.plan.decision;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;
import java.util.Set;

/** Told of a run while it is under way: of one that is cut off, no more than this is ever known. */
public interface Progress {

    Progress UNTOLD = new Progress() {
        @Override
        public void begins(Decision decision) {}

        @Override
        public void did(Decision decision, Executed.Step step) {}

        @Override
        public void waits(Duration wait, Set<DeploymentKey> asked) {}
    };

    /** Before anything of it is done. */
    void begins(Decision decision);

    /** After each of its actions, those included that were skipped. */
    void did(Decision decision, Executed.Step step);

    /** Before it waits for the answers of the tasks of {@code asked}. */
    void waits(Duration wait, Set<DeploymentKey> asked);
}
