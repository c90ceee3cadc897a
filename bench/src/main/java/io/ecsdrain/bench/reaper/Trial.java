package io.ecsdrain.bench.reaper;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReportText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds a cluster, lets the reaper see it once so that its stamps are on it, and measures runs that have nothing to
 * change.
 */
final class Trial {

    static final String REAPER = "AKREAPER";
    static final int HEAP_MIB = 256;
    static final Duration LATENCY = Duration.ofMillis(30);

    /** The bucket that takes longest is full again after 100 tokens at 20 a second. */
    private static final Duration REFILL = Duration.ofSeconds(6);

    private Trial() {}

    /** The first run of a new process, with everything cold, and the one after it, as in a Lambda that is kept warm. */
    record Runs(Measured cold, Measured warm) {}

    static Runs of(Shape shape) throws IOException, InterruptedException {
        try (World world = new World(shape, true)) {
            stamp(world);
            world.asAws(LATENCY);
            Process process = start(world, shape.ready());
            try (BufferedWriter orders = process.outputWriter();
                    BufferedReader answers = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                Measured cold = run(world, shape, orders, answers);
                Thread.sleep(REFILL.toMillis());
                return new Runs(cold, run(world, shape, orders, answers));
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    /** Calls alone, within this process, without latency and throttling. */
    static Measured callsOnly(Shape shape) {
        try (World world = new World(shape, false);
                AwsClients clients = AwsClients.forTestReadingAtOnce(world.aws.endpoint(), REAPER)) {
            stamp(world);
            int before = world.aws.calls().size();
            ReaperConfig config =
                    ReaperConfig.parse(Map.of("CLUSTER", World.CLUSTER, "DRY_RUN", String.valueOf(shape.ready())));
            var report = new Reaper(clients, config, world.aws::now, ConvergeSettings.DEFAULT).run();
            return Measured.of(shape, since(world, before), 0, 0, RunReportText.summary(report));
        }
    }

    static void stamp(World world) {
        try (AwsClients clients = AwsClients.forTest(world.aws.endpoint(), REAPER)) {
            ReaperConfig config = ReaperConfig.parse(Map.of("CLUSTER", World.CLUSTER, "KEEP_PREVIOUS", "100"));
            new Reaper(clients, config, world.aws::now, ConvergeSettings.DEFAULT).run();
        }
    }

    private static Process start(World world, boolean dryRun) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Duration ahead = Duration.between(Instant.now(), world.aws.now());
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReaperProcess.class.getName(),
                        String.valueOf(ahead.toMillis()),
                        String.valueOf(dryRun)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL",
                        world.aws.endpoint().toString(),
                        "AWS_REGION",
                        world.aws.region(),
                        "AWS_ACCESS_KEY_ID",
                        REAPER,
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_EC2_METADATA_DISABLED",
                        "true"));
        return builder.start();
    }

    private static Measured run(World world, Shape shape, BufferedWriter orders, BufferedReader answers)
            throws IOException {
        int before = world.aws.calls().size();
        orders.write("run\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the reaper's process ended: " + shape.words());
        }
        String[] words = answer.split(" ", 4);
        if (!words[2].equals("done")) {
            throw new IOException("the reaper's run failed: " + answer);
        }
        return Measured.of(
                shape, since(world, before), Long.parseLong(words[0]) / 1000.0, Long.parseLong(words[1]), words[3]);
    }

    private static List<CallRecord> since(World world, int before) {
        List<CallRecord> all = world.aws.calls();
        return new ArrayList<>(all.subList(before, all.size()));
    }
}
