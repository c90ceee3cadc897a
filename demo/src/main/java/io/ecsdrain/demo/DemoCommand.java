package io.ecsdrain.demo;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.report.Console;
import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.report.TimelinePage;
import io.ecsdrain.demo.scenario.DemoFailed;
import io.ecsdrain.demo.scenario.Programs;
import io.ecsdrain.demo.scenario.Scenario;
import io.ecsdrain.demo.watch.Timeline;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.TaskMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drain demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Plays the plan's scenario on an embedded AWS with real processes. "
                + "Three deployments with open sessions, the old ones drained and removed, and one that never reports removed by"
                + " MAX_AGE. About two minutes. Exit 0 only if every criterion holds.")
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.of(Map.of());
        Main.refuseUnknown(spec, settings);
        return settings.orThrow(() -> this).play();
    }

    private int play() throws IOException {
        Path home = Home.folder();
        Instant start = Instant.now();
        Console console = new Console(System.out, start, Scenario.DEPLOYMENTS, Main.wantsColour());
        Timeline timeline = new Timeline(console::event);
        Tally tally = new Tally();
        try (LocalAws aws = LocalAws.builder().tasks(TaskMode.PROCESS).start()) {
            // AWS's shortest health check interval is 5 s; a demo of two minutes cannot wait for several of them.
            aws.switches().set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true);
            Programs programs = new Programs(home, aws.endpoint(), aws.region());
            if (!programs.missing().isEmpty()) {
                System.err.println("Not built yet: " + programs.missing() + ". Run ./drain demo, which builds them.");
                return ExitCode.BAD_USAGE.status();
            }
            console.heading("An embedded AWS listens on " + aws.endpoint() + "; everything else is a real process.");
            Path folder = Files.createDirectories(home.resolve("target/demo"));
            List<Criterion> criteria = new Scenario(aws, programs, timeline, tally, folder).play(start);
            report(console, criteria, start);
            Path page = Files.writeString(
                    folder.resolve("timeline.html"),
                    new TimelinePage(timeline, tally, start, Instant.now()).html(Scenario.DEPLOYMENTS, criteria));
            console.line("");
            console.line("The timeline as a page: " + home.relativize(page));
            return criteria.stream().allMatch(Criterion::holds) ? ExitCode.DONE.status() : ExitCode.FAILED.status();
        } catch (DemoFailed failed) {
            System.err.println("The demo could not go on: " + failed.getMessage());
            return ExitCode.FAILED.status();
        }
    }

    private static void report(Console console, List<Criterion> criteria, Instant start) {
        console.heading("The plan's success criteria, after "
                + Duration.between(start, Instant.now()).toSeconds() + " s");
        criteria.forEach(criterion -> console.line(criterion.toString()));
    }
}
