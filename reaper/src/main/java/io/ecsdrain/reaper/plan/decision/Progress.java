package io.ecsdrain.reaper.plan.decision;

/** Told of a run while it is under way: of one that is cut off, this is all that anybody learns. */
public interface Progress {

    Progress UNTOLD = new Progress() {
        @Override
        public void begins(Decision decision) {}

        @Override
        public void did(Decision decision, Executed.Step step) {}
    };

    /** Before anything of it is done. */
    void begins(Decision decision);

    /** After each of its actions, those included that were skipped. */
    void did(Decision decision, Executed.Step step);
}
