package io.ecsdrain.bench.reaper;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The reaper in a process of its own, built as its entry points build it. Each line on stdin is one run; it answers
 * with one line: milliseconds, the highest heap use so far in bytes, failed or done, the reasons. AWS's time is ahead
 * of this machine's by so many milliseconds as the first argument says.
 */
public final class ReaperProcess {

    private ReaperProcess() {}

    public static void main(String[] arguments) throws IOException {
        Duration ahead = Duration.ofMillis(Long.parseLong(arguments[0]));
        InstantSource clock = () -> Instant.now().plus(ahead);
        try (AwsClients clients = AwsClients.create(Optional.empty(), Optional.empty());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ReaperConfig config = ReaperConfig.parse(Map.of("CLUSTER", World.CLUSTER, "DRY_RUN", arguments[1]));
            Reaper reaper = new Reaper(clients, config, clock, ConvergeSettings.DEFAULT);
            while (in.readLine() != null) {
                long begun = System.nanoTime();
                RunReport report = reaper.run();
                long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                System.out.println(millis + " " + peak() + " " + (report.failed() ? "failed" : "done") + " "
                        + RunReportText.summary(report) + report.problems());
            }
        }
    }

    /** The sum over the pools, whose highest marks need not have been at one time: an upper bound. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
