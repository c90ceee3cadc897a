package io.ecsdrain.system.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.sidecar.execute.TaskProtector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** The three programs, each under the access key of its role. */
final class Actors {

    static final String DEPLOYER = "AKDEPLOYER";
    static final String REAPER = "AKREAPER";
    /** The name of the task role: that is how a task's calls are signed. */
    static final String TASK = "app-task";

    static final String ROLES = "arn:aws:iam::123456789012:role/";

    private final Company company;
    private final Path taskDefinition;
    private final Map<String, String> deployerSees;

    Actors(Company company, Path folder) {
        this.company = company;
        this.taskDefinition = definition(folder);
        this.deployerSees = Map.of("CLUSTER", Company.CLUSTER, "DEPLOYMENT_NAME", Company.NAME);
    }

    private static Path definition(Path folder) {
        try {
            return Files.writeString(folder.resolve("task-definition.json"), """
                    {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
                     "cpu": "256", "memory": "512", "taskRoleArn": "%s%s", "executionRoleArn": "%sapp-execution",
                     "containerDefinitions": [{"name": "app", "image": "app", "portMappings": [{"containerPort": 8080}]}]}
                    """.formatted(ROLES, TASK, ROLES));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Runs a verb and expects its exit status. */
    String drain(int exit, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter print = new PrintWriter(said, true);
        Console console = new Console(print, print, new BufferedReader(new StringReader("")), false);
        Outside outside = new Outside(
                company.aws::now,
                ConvergeSettings.DEFAULT.waiting(company::wait),
                target -> AwsClients.forTest(company.aws.endpoint(), DEPLOYER));
        assertThat(Main.run(arguments, deployerSees, console, outside))
                .as(String.join(" ", arguments) + "\n" + said)
                .isEqualTo(exit);
        return said.toString();
    }

    /** The whole command, as docs/adopt.md has it. */
    String deploy(int exit, DeploymentKey key, String... more) {
        List<String> arguments = new ArrayList<>(List.of("deploy", "--deployment-id", key.id()));
        if (!List.of(more).contains("--task-definition")) {
            arguments.addAll(List.of("--task-definition", taskDefinition.toString()));
        }
        arguments.addAll(List.of("--container", "app", "--container-port", "8080"));
        arguments.addAll(List.of("--listener", company.listener, "--affinity", "cookie:deployment"));
        arguments.addAll(List.of("--subnets", "subnet-a,subnet-b", "--security-groups", "sg-a"));
        arguments.addAll(List.of(more));
        return drain(exit, arguments.toArray(String[]::new));
    }

    /** @param more variables that are not as below */
    RunReport reap(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLUSTER", Company.CLUSTER,
                "DEPLOYMENT_NAME", Company.NAME,
                "LISTENER_ARN", company.listener,
                "CONSEC", "2",
                "PERIOD", "60",
                "MIN_AGE_SEC", "60",
                "MAX_AGE_HR", "never"));
        variables.putAll(more);
        ConvergeSettings settings = ConvergeSettings.DEFAULT.waiting(company::wait);
        try (AwsClients clients = AwsClients.forTest(company.aws.endpoint(), REAPER)) {
            RunReport report = new Reaper(clients, ReaperConfig.parse(variables), company.aws::now, settings).run();
            assertThat(report.failed()).as(report.toString()).isFalse();
            return report;
        }
    }

    /**
     * Each task's sidecar polls once. One of an earlier revision, whose image meets today's policies, reads the state
     * alone.
     */
    void poll(DeploymentKey key) {
        try (AwsClients task = AwsClients.forTest(company.aws.endpoint(), TASK)) {
            company.tasks(key).forEach(id -> {
                task.ssm().getParameters(get -> get.names(key.stateParameter(), key.fenceParameter()));
                task.ssm().getParameter(get -> get.name(key.stateParameter()));
            });
        }
    }

    /**
     * Deployer and reaper of an earlier revision, whose jars meet today's policies, read each parameter with a call of
     * its own.
     */
    void readAsEarlierRevisionsDid(DeploymentKey key) {
        for (String actor : List.of(DEPLOYER, REAPER)) {
            try (AwsClients clients = AwsClients.forTest(company.aws.endpoint(), actor)) {
                clients.ssm().getParameter(get -> get.name(key.stateParameter()));
                clients.ssm().getParameter(get -> get.name(ParameterPaths.live(key.name())));
            }
        }
    }

    /** The sidecar of one task protects it while it has a session, and ends that when the session is over. */
    void protect(DeploymentKey key) {
        String task = company.tasks(key).get(0);
        AtomicInteger sessions = new AtomicInteger(1);
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        TaskProtector protector = new TaskProtector(
                URI.create(company.aws.endpoint() + "/api/" + task), sessions::get, company.aws::now, timers);
        assertProtected(protector, task, true);
        sessions.set(0);
        assertProtected(protector, task, false);
        timers.shutdownNow();
    }

    private void assertProtected(TaskProtector protector, String task, boolean on) {
        protector.look();
        TaskView seen = company.aws.ecs().task(task).orElseThrow();
        assertThat(seen.protectedUntil() != null).isEqualTo(on);
    }
}
