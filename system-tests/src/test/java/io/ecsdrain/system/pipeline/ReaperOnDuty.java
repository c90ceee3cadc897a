package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real reaper, impatient and under an access key of its own, by which its calls are told from all others. */
final class ReaperOnDuty implements AutoCloseable {

    private static final String KEY = "AKREAPER";

    /** Longer than parked evidence takes to come together, in which the reaper has nothing to write. */
    private static final int QUIET = 6;

    private static final int MOST_RUNS = 40;

    private final LocalAws aws;
    private final AwsClients clients;
    private final ReaperConfig config;

    /** @param more variables beside those that every run here has, or instead of them */
    ReaperOnDuty(LocalAws aws, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLUSTER", LocalCluster.NAME,
                "CONSEC", "2",
                "PERIOD", "60",
                "MIN_AGE_SEC", "60",
                "MAX_AGE_HR", "never",
                "MAX_RETIREMENTS", "1000"));
        variables.putAll(more);
        this.aws = aws;
        this.clients = AwsClients.forTest(aws.endpoint(), KEY);
        this.config = ReaperConfig.parse(variables);
    }

    RunReport run() {
        return new Reaper(clients, config, aws::now, ConvergeSettings.DEFAULT.waiting(aws::advance)).run();
    }

    /** Run after run, {@code minute} before each, until several in a row have written nothing. */
    List<RunReport> runUntilQuiet(Runnable minute) {
        List<RunReport> reports = new ArrayList<>();
        int quiet = 0;
        while (quiet < QUIET) {
            if (reports.size() == MOST_RUNS) {
                throw new AssertionError("not quiet after " + MOST_RUNS + " runs: " + reports.get(MOST_RUNS - 1));
            }
            minute.run();
            int before = mutations().size();
            reports.add(run());
            quiet = mutations().size() == before ? quiet + 1 : 0;
        }
        return reports;
    }

    /** What it asked AWS to change so far, refused calls included. */
    List<CallRecord> mutations() {
        return aws.calls().stream()
                .filter(call -> call.accessKey().equals(KEY))
                .filter(call -> !call.operation().matches("(Get|Describe|List).*"))
                .toList();
    }

    /** What a run says about {@code key}; it has a word for every deployment that it sees. */
    static DeploymentReport about(RunReport report, DeploymentKey key) {
        return report.decisions().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + key + " in " + report));
    }

    @Override
    public void close() {
        clients.close();
    }
}
