package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.scenario.Programs.Run;
import io.ecsdrain.demo.watch.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Deploys as a pipeline would: the deployer jar, its exit code, its words on a failure. */
final class Deployer {

    private final Programs programs;
    private final DemoSettings settings;
    private final String listenerArn;
    private final Timeline timeline;

    Deployer(Programs programs, DemoSettings settings, String listenerArn, Timeline timeline) {
        this.programs = programs;
        this.settings = settings;
        this.listenerArn = listenerArn;
        this.timeline = timeline;
    }

    /** @throws DemoFailed with the deployer's own words if it does not end with 0 */
    void deploy(String id, Path taskDefinition) {
        Instant began = Instant.now();
        timeline.note(began, id, "drain deploy --deployment-id " + id + " ...");
        Run run = programs.run(
                programs.deployer(),
                List.of(
                        "deploy",
                        "--yes",
                        "--cluster",
                        settings.cluster(),
                        "--deployment-name",
                        settings.deploymentName(),
                        "--deployment-id",
                        id,
                        "--task-definition",
                        taskDefinition.toString(),
                        "--container",
                        "app",
                        "--container-port",
                        "8080",
                        "--listener",
                        listenerArn,
                        "--subnets",
                        "subnet-11111111,subnet-22222222",
                        "--security-groups",
                        "sg-11111111",
                        "--count",
                        "2",
                        "--affinity",
                        "cookie:deployment",
                        "--timeout",
                        "60s"),
                Map.of(),
                "demo-deployer",
                90);
        if (run.exit() != 0) {
            throw new DemoFailed("deploy " + id + " ended with " + run.exit() + ":\n" + run.err() + run.out());
        }
        timeline.note(
                Instant.now(),
                id,
                String.format(
                        Locale.ROOT,
                        "deployed and live, %.1f s",
                        Duration.between(began, Instant.now()).toMillis() / 1000.0));
    }

    /** What {@code verify} says of dangling things: its exit code and its words. */
    Run verify() {
        return programs.run(
                programs.deployer(),
                List.of("verify", "--cluster", settings.cluster(), "--deployment-name", settings.deploymentName()),
                Map.of(),
                "demo-deployer",
                60);
    }
}
