package io.ecsdrain.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ecs.EcsSwitches;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.system.pipeline.SidecarLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/acceptance/run} against local-aws: it gets through, and tells what the switches are set to. */
@NeedsAwsCli
class AcceptanceScriptTest {

    private static final String NAME = "trial";

    @TempDir
    Path folder;

    private final LocalAws aws = LocalAws.builder().start();
    private final AwsClients administrator = AwsClients.forTest(aws.endpoint(), "AKADMINISTRATOR");
    private final ScheduledExecutorService sidecars = Executors.newSingleThreadScheduledExecutor();
    private String listener;

    @BeforeEach
    void throwAwayStack() {
        aws.switches()
                .set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true)
                .set(ElbSwitches.DELETE_MISSING_RULE_FAILS, false)
                .set(EcsSwitches.RUNNING_COUNT_INCLUDES_DEACTIVATING, true)
                .set(EcsSwitches.DELETE_REFUSED_WHILE_TASKS_RUN, true);
        ClusterFixture throwaway = new ClusterFixture(
                        "throwaway",
                        administrator.ecs(),
                        administrator.elb(),
                        administrator.ssm(),
                        administrator.scaling())
                .createCluster();
        listener = throwaway.listener(throwaway.loadBalancer("front"), 80);
        sidecars.scheduleAtFixedRate(this::everyTaskIsReady, 0, 500, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() {
        sidecars.shutdownNow();
        administrator.close();
        aws.close();
    }

    @Test
    void itPlaysItsStoryTellsWhatItSawAndLeavesNothing() throws Exception {
        String said = run(0);
        assertThat(answers(said))
                .containsEntry("a rule deleted that is gone", "done")
                .containsEntry("a target group deleted that is gone", "done")
                .containsEntry("a deleted parameter created again at once", "TooManyUpdates")
                .containsEntry("tasks of a service that are being deregistered, and its runningCount", "1, 1")
                .containsEntry("a protected task stays at desired 0", "yes")
                .containsEntry("connections can be counted in a task, and no health check counts for long", "yes")
                .containsEntry(
                        "a service with desired 0 whose tasks still stop, deleted without force",
                        "InvalidParameterException")
                .containsEntry("the reaper's role suffices to suspend scaling", "yes (as expected)")
                .containsEntry("./drain verify finds nothing that dangles", "0 (as expected)");
        assertThat(answers(said).get("seconds from the last plain request to the task's first ready minute"))
                .matches("-?[0-9]+");
        assertThat(answers(said).values()).noneMatch(answer -> answer.contains("NOT AS EXPECTED"));
        assertThat(administrator.elb().describeTargetGroups().targetGroups()).isEmpty();
        assertThat(administrator
                        .elb()
                        .describeRules(describe -> describe.listenerArn(listener))
                        .rules())
                .hasSize(1);
        assertThat(administrator
                        .ssm()
                        .getParametersByPath(get -> get.path("/").recursive(true))
                        .parameters())
                .isEmpty();
    }

    private static Map<String, String> answers(String said) {
        return said.lines()
                .filter(line -> line.length() > 76)
                .collect(Collectors.toMap(
                        line -> line.substring(0, 76).strip(),
                        line -> line.substring(76).strip(),
                        (one, other) -> other));
    }

    private void everyTaskIsReady() {
        for (TaskView task : aws.ecs().tasks()) {
            if (task.lastStatus().equals("RUNNING")) {
                DeploymentKey key =
                        new DeploymentKey(NAME, task.serviceName().substring("svc-".length() + NAME.length() + 1));
                aws.logs().line("/ecs/trial", task.id(), SidecarLine.of(key, task.id(), aws.now(), true, 1));
            }
        }
    }

    private String run(int exit) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("../infra/acceptance/run")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        String drain = drain().toString();
        Map<String, String> environment = builder.environment();
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_REGION", aws.region(),
                "AWS_ACCESS_KEY_ID", "AKTRIAL",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_PAGER", "",
                "CLUSTER", "throwaway",
                "DEPLOYMENT_NAME", NAME,
                "LISTENER", listener));
        environment.putAll(Map.of(
                "SUBNETS", "subnet-a,subnet-b",
                "SECURITY_GROUPS", "sg-a",
                "TASK_DEFINITION", definition().toString(),
                "CONTAINER", "app",
                "CONTAINER_PORT", "8080",
                "DRAIN", drain,
                "REAP", drain + " reap --yes",
                "PATIENCE", "240",
                "PROTECTION_SECONDS", "3"));
        // The distribution's CLI, as NeedsAwsCli prefers it.
        String aws = NeedsAwsCli.Condition.executable().orElseThrow();
        environment.put("PATH", Path.of(aws).getParent() + ":" + System.getenv("PATH"));
        Process script = builder.start();
        assertThat(script.waitFor(280, TimeUnit.SECONDS))
                .as(Files.readString(err))
                .isTrue();
        String said = Files.readString(out);
        assertThat(script.exitValue()).as(said + Files.readString(err)).isEqualTo(exit);
        return said;
    }

    /** The deployer from the class path, and the reaper's variables of an impatient function. */
    private Path drain() throws IOException {
        Path file = Files.writeString(folder.resolve("drain"), """
                #!/bin/sh
                export CONSEC=1 PERIOD=1 MIN_AGE_SEC=0 MAX_AGE_HR=never
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' io.ecsdrain.deployer.Main "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Path definition() throws IOException {
        return Files.writeString(folder.resolve("task-definition.json"), """
                {"family": "trial", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
                 "memory": "512", "containerDefinitions": [
                   {"name": "app", "image": "app", "portMappings": [{"containerPort": 8080}]},
                   {"name": "drain", "image": "drain", "essential": false,
                    "environment": [{"name": "DRAIN_BUSY_PORTS", "value": "8080"}]}]}
                """);
    }
}
