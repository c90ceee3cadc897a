package io.ecsdrain.reaper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.reaper.report.RunLog;
import io.ecsdrain.reaper.report.RunMetrics;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The reaper as a Lambda function. A task event ("ECS Task State Change", STOPPED) makes it look at that task's service
 * alone, so that a deletion follows the last task at once; a batch of lines from a subscription of the sidecars' log
 * group makes it look at that deployment alone; anything else is a full run. An invocation fails, after everything has
 * been tried, if anything failed; one that stops because its time is nearly up does not, and says what is left, unless
 * it had not even seen everything: then nothing was decided.
 *
 * <p>Safe under SnapStart: nothing is made before the first invocation. Clients made at load time would carry
 * connections, resolved credentials and a seeded random into every copy of the snapshot.
 */
public final class LambdaHandler implements RequestStreamHandler {

    /**
     * With less than this left, a run stops before its next read or action and says what is left:
     * {@link TimeLeft#GRACE} for what is under way then, and the rest for the report.
     */
    private static final Duration RESERVE = TimeLeft.GRACE.plusSeconds(5);

    private final Map<String, String> environment;
    private final PrintStream metrics;
    private ReaperConfig config;
    private Reaper reaper;

    /** Does no work, see above. */
    public LambdaHandler() {
        this(System.getenv(), System.out);
    }

    /**
     * @param metrics where lines in the embedded metric format go: in Lambda, stdout is the log that CloudWatch reads
     *     them from
     */
    LambdaHandler(Map<String, String> environment, PrintStream metrics) {
        this.environment = environment;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        start();
        Optional<RunReport> report = Event.read(event)
                .run(reaper, config, () -> Duration.ofMillis(context.getRemainingTimeInMillis())
                        .minus(RESERVE));
        if (report.isEmpty()) {
            answer.write("{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        RunLog.ended(report.get());
        RunMetrics.lines(report.get()).forEach(metrics::println);
        answer.write(RunReportJson.of(report.get()).getBytes(StandardCharsets.UTF_8));
        if (report.get().failed()) {
            throw new IllegalStateException("the run had failures; the log names them");
        }
    }

    private void start() {
        if (reaper == null) {
            CommandLine line = CommandLine.parse(new String[0], environment);
            config = line.config().orElseThrow();
            reaper = new Reaper(
                    AwsClients.create(line.endpoint(), line.region()),
                    config,
                    InstantSource.system(),
                    ConvergeSettings.DEFAULT,
                    new RunLog());
        }
    }
}
