package io.ecsdrain.reaper;

import io.ecsdrain.reaper.execute.Executed;
import io.ecsdrain.reaper.execute.Progress;
import io.ecsdrain.reaper.plan.Decision;
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
