package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportText;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Our own programs, as they are, on the stage's time. */
final class Tools {

    private final Stage stage;
    private final ConvergeSettings settings;
    private final Witness witness;
    private final List<String> log;

    /** @param witness told what the programs say */
    Tools(Stage stage, Witness witness) {
        this.stage = stage;
        this.settings = ConvergeSettings.DEFAULT.waiting(stage::await);
        this.witness = witness;
        this.log = witness.story();
    }

    int deploy(DeploymentKey key, int count) {
        return deploy(key, count, List.of());
    }

    /** Alarms and requests are not played: only health, its deadline, and other actors end it. */
    int deployInSteps(DeploymentKey key, int count) {
        return deploy(key, count, List.of("--steps", "20%:10s,60%:20s", "--min-requests", "0"));
    }

    private int deploy(DeploymentKey key, int count, List<String> more) {
        List<String> flags = new ArrayList<>(List.of(
                "--task-definition",
                "app",
                "--container",
                "app",
                "--container-port",
                "8080",
                "--listener",
                stage.listener(key),
                "--subnets",
                "subnet-a",
                "--security-groups",
                "sg-1",
                "--count",
                Integer.toString(count),
                "--affinity",
                // The same for a deployment that is deployed again.
                Grounds.number(key) % 2 == 0 ? "cookie:version" : "header:x-version",
                "--min-healthy",
                Integer.toString(stage.draw.ailing().percentHealthy()),
                "--oidc-secret-from",
                "OIDC_SECRET",
                "--timeout",
                "2m"));
        flags.addAll(more);
        return verb("deploy", key, flags.toArray(String[]::new));
    }

    /** Where the default action is another's nothing is deployed: it is refused before the first write. */
    void refused(DeploymentKey key) {
        deploy(key, 1);
        if (Actor.current().orElseThrow().writes > 0) {
            witness.condemn("deploy began with " + key + " on a listener that is another's");
        }
    }

    int activate(DeploymentKey key) {
        return verb("activate", key);
    }

    int rollback(DeploymentKey key) {
        return on(key, "rollback", () -> run("rollback", "--deployment-name", key.name(), "--to", key.id()));
    }

    int verify(String name) {
        return run("verify", "--deployment-name", name);
    }

    private int verb(String verb, DeploymentKey key, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(verb, "--deployment-name", key.name(), "--deployment-id", key.id()));
        arguments.addAll(List.of(more));
        return on(key, verb, () -> run(arguments.toArray(String[]::new)));
    }

    private int on(DeploymentKey key, String verb, IntSupplier run) {
        Actor actor = Actor.current().orElseThrow();
        actor.errand = Optional.of(new Actor.Errand(verb, key, stage.aws.now()));
        int exit = run.getAsInt();
        actor.errand = Optional.empty();
        return exit;
    }

    private int run(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Console console = new Console(out, out, new BufferedReader(new StringReader("")), false);
        int exit = Main.run(
                arguments,
                Map.of(
                        "CLUSTER",
                        Stage.CLUSTER,
                        "AWS_REGION",
                        "eu-west-1",
                        "DEPLOY_TIMEOUT_MIN",
                        "6",
                        "OIDC_SECRET",
                        Logins.SECRET),
                console,
                new Outside(stage.aws::now, settings, target -> Stage.CLIENTS));
        log.add(stage.aws.now() + " " + String.join(" ", arguments) + " ended with " + exit + ": " + said);
        return exit;
    }

    RunReport reap() {
        ScaleIns.Open open = witness.scaleIns().open();
        int faults = Actor.current().orElseThrow().faults;
        RunReport report =
                new Reaper(Stage.CLIENTS, ReaperConfig.parse(stage.draw.reaper()), stage.aws::now, settings).run();
        log.add(stage.aws.now() + " reap\n  " + String.join("\n  ", RunReportText.of(report)));
        witness.scaleIns().afterRun(open, report, Actor.current().orElseThrow().faults > faults);
        return report;
    }
}
