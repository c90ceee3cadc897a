package io.ecsdrain.reaper;

import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.plan.decision.Progress;
import io.ecsdrain.reaper.report.ReportLog;

/** Logs each decision before it is carried out, and each action when it is done. */
final class RunLog implements Progress {

    @Override
    public void begins(Decision decision) {
        ReportLog.log(RunReports.line(decision));
    }

    @Override
    public void did(Decision decision, Executed.Step step) {
        ReportLog.log(decision.key().toString(), RunReports.line(step));
    }
}
