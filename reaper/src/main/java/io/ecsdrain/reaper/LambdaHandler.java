package io.ecsdrain.reaper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.reaper.execute.ConvergeSettings;
import io.ecsdrain.reaper.report.ReportLog;
import io.ecsdrain.reaper.report.Reports;
import io.ecsdrain.reaper.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * The reaper as a Lambda function, on a schedule or on an event; each invocation is one full run whatever the event says. An
 * invocation fails, after everything has been tried, if any action failed.
 */
public final class LambdaHandler implements RequestStreamHandler {

    /** With less than this left, a run stops before its next action and says what is left. */
    private static final int RESERVE_MILLIS = 15_000;

    private final Map<String, String> environment;
    private Reaper reaper;

    /** Does no work: what is made here would be frozen into a snapshot, connections and all. */
    public LambdaHandler() {
        this(System.getenv());
    }

    LambdaHandler(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        if (reaper == null) {
            CommandLine line = CommandLine.parse(new String[0], environment);
            reaper = new Reaper(
                    AwsClients.create(line.endpoint(), line.region()),
                    line.config().orElseThrow(),
                    InstantSource.system(),
                    ConvergeSettings.DEFAULT);
        }
        RunReport report = reaper.run(() -> context.getRemainingTimeInMillis() < RESERVE_MILLIS);
        ReportLog.log(report);
        answer.write(Reports.json(report).getBytes(StandardCharsets.UTF_8));
        if (report.failed()) {
            throw new IllegalStateException("the run had failures; the log names them");
        }
    }
}
