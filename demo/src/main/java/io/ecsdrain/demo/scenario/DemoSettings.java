package io.ecsdrain.demo.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plan's test profile at speed: seconds where the plan has minutes, the same rules.
 *
 * @param graceSeconds the sidecar's grace
 * @param periodSeconds the reaper's metric period
 * @param reaperEvery the reaper's schedule
 * @param maxAge the backstop for tasks that never report
 * @param legacyDeregistration of the deployment that is forced out: only a ready one's delay is lowered by the reaper
 * @param patience so long after the last deploy the old ones must be gone; a busy machine takes its time
 */
record DemoSettings(
        String cluster,
        String deploymentName,
        int graceSeconds,
        int periodSeconds,
        int consecutive,
        Duration reaperEvery,
        Duration maxAge,
        Duration legacyDeregistration,
        Duration patience) {

    static DemoSettings atSpeed() {
        return new DemoSettings(
                "demo-cluster",
                "demo",
                3,
                1,
                3,
                Duration.ofSeconds(2),
                Duration.ofSeconds(45),
                Duration.ofSeconds(5),
                Duration.ofSeconds(100));
    }

    /** Where the reaper looks for lines. For a task that has none there, the metric decides. */
    String sidecarLogs() {
        return "/ecs-drain/" + deploymentName;
    }

    Map<String, String> reaperEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("CLUSTER", cluster);
        environment.put("DEPLOYMENT_NAME", deploymentName);
        environment.put("CONSEC", Integer.toString(consecutive));
        environment.put("PERIOD", Integer.toString(periodSeconds));
        environment.put("MIN_AGE_SEC", "5");
        environment.put("EVIDENCE", "log");
        environment.put("LOG_GROUP", sidecarLogs());
        // The schedule comes sooner than the answers.
        environment.put("FENCE_WAIT_SEC", "0");
        environment.put("MAX_AGE_HR", String.format(Locale.ROOT, "%.6f", maxAge.toMillis() / 3_600_000.0));
        return environment;
    }
}
