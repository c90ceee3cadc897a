package io.ecsdrain.localaws.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.localaws.ecs.EcsBench;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.links.LocalImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessRuntimeTest {

    private static final String LOG = "'logConfiguration':{'logDriver':'awslogs','options':"
            + "{'awslogs-group':'g','awslogs-stream-prefix':'p'}}";

    private static final Map<String, String> IMAGES_OWN = Map.of("P", "{{port:80}}", "Q", "the image's");

    private record Line(String group, String stream, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private ProcessRuntime runtime;
    private final EcsBench aws = new EcsBench(world -> {
        runtime = new ProcessRuntime(
                world,
                (group, stream, line) -> lines.add(new Line(group, stream, line)),
                Map.of(
                        "known",
                        new LocalImage(
                                List.of("sh", "-c", "echo {{port:80}} $P $Q $LIST"), IMAGES_OWN, Set.of("LIST"))));
        return runtime;
    });

    @AfterEach
    void endAllProcesses() {
        runtime.close();
    }

    @Test
    void bothContainersOfATaskSeeTheSamePortForTheSameNumberAndTheirLinesReachTheLogGroup() {
        run(container(
                        "app",
                        "echo app {{port:9901}} $P",
                        ",'environment':[{'name':'P','value':'{{port:9901}}'}]" + ",'essential':true")
                + "," + container("side", "echo side {{port:9901}}", ""));

        await().until(() -> lines.size() == 2);
        String task = aws.ecs.tasks().get(0).id();
        assertThat(lines).extracting(Line::group).containsOnly("g");
        assertThat(lines).extracting(Line::stream).containsExactlyInAnyOrder("p/app/" + task, "p/side/" + task);
        String[] app = text("app ").split(" ");
        assertThat(app[1]).isEqualTo(app[2]).isEqualTo(text("side ").split(" ")[1]);
    }

    @Test
    void aVariableOfAnImageThatNamesPortsNamesTheTasksOwn() {
        String list = ",'environment':[{'name':'LIST','value':'80, 9901'},{'name':'Q','value':'80'}]";
        run("{'name':'app','image':'known'," + LOG + list + "},"
                + container("side", "echo side {{port:80}}, {{port:9901}}", ""));

        await().until(() -> lines.size() == 2);
        String ports = text("side ").substring("side ".length());
        assertThat(lines).extracting(Line::text).anyMatch(line -> line.endsWith(" 80 " + ports));
    }

    @Test
    void aContainerKnowsItsMetadataItsRegionAndItsRole() {
        run(container(
                "app",
                "echo $ECS_CONTAINER_METADATA_URI_V4 $AWS_REGION $AWS_DEFAULT_REGION $AWS_ACCESS_KEY_ID $AWS_ENDPOINT_URL",
                ""));

        await().until(() -> lines.size() == 1);
        String task = aws.ecs.tasks().get(0).id();
        assertThat(lines.get(0).text())
                .isEqualTo("http://127.0.0.1:9/v4/" + task + "-0 eu-west-1 eu-west-1 app-role http://127.0.0.1:9");
    }

    @Test
    void anEssentialContainerThatExitsStopsTheTaskAndTheServiceStartsAnother() {
        run(container("app", "exec sleep 60", "") + "," + container("brief", "exit 3", ""));

        await().untilAsserted(() -> {
            aws.advance(Duration.ofSeconds(1));
            TaskView first = aws.ecs.tasks().get(0);
            assertThat(first.lastStatus()).isEqualTo("STOPPED");
            assertThat(first.containers().get(1).exitCode()).isEqualTo(3);
            assertThat(first.containers().get(0).exitCode()).isEqualTo(143);
        });
        assertThat(aws.ecs.tasks()).hasSizeGreaterThan(1);
    }

    @Test
    void onStopTheAppEndsBeforeTheSidecarItDependsOnHearsOfIt() {
        String loop = "trap 'echo %s ends; exit 0' TERM; echo %s up; while :; do sleep 0.05; done";
        run(container(
                        "app",
                        loop.formatted("app", "app"),
                        ",'dependsOn':[{'containerName':'side','condition':'START'}]")
                + "," + container("side", loop.formatted("side", "side"), ""));
        await().until(() -> lines.size() == 2);

        aws.scale("s", 0);
        await().untilAsserted(() -> {
            aws.advance(Duration.ofMillis(100));
            assertThat(lines).hasSize(4);
        });
        assertThat(lines).extracting(Line::text).endsWith("app ends", "side ends");
    }

    @Test
    void aContainerThatIgnoresSigtermIsKilledWhenItsStopTimeoutIsOverAndNotBefore() {
        run(container("app", "trap '' TERM; echo up; while :; do sleep 0.05; done", ",'stopTimeout':5"));
        await().until(() -> lines.size() == 1);

        aws.scale("s", 0);
        aws.advance(Duration.ofSeconds(4));
        assertThat(aws.statuses("s")).containsExactly("STOPPING");
        await().untilAsserted(() -> {
            aws.advance(Duration.ofSeconds(1));
            assertThat(aws.statuses("s")).containsExactly("STOPPED");
        });
        assertThat(aws.ecs.tasks().get(0).containers().get(0).exitCode()).isEqualTo(137);
    }

    @Test
    void aRestartPolicyMendsAnExitOnlyAfterTheContainerRanForTheWholePeriod() {
        String policy = ",'restartPolicy':{'enabled':true,'restartAttemptPeriod':60}";
        run(container("app", "echo up; sleep 2", policy));
        aws.advance(Duration.ofSeconds(61));
        await().until(() -> {
            aws.advance(Duration.ofMillis(100));
            return lines.size() == 2;
        });
        assertThat(aws.ecs.tasks()).hasSize(1);

        await().until(() -> {
            aws.advance(Duration.ofMillis(10));
            return !aws.statuses("s").get(0).equals("RUNNING");
        });
        assertThat(lines).hasSize(2);
    }

    @Test
    void aContainerThatDiedBeforeThePeriodWasOverStaysDeadHoweverLongThatIsAgo() {
        String policy = ",'essential':false,'restartPolicy':{'enabled':true,'restartAttemptPeriod':60}";
        run(container("side", "echo up", policy) + "," + container("app", "sleep 300", ""));
        await().until(() -> {
            aws.advance(Duration.ofMillis(10));
            return aws.ecs.tasks().get(0).containers().stream().anyMatch(each -> each.exitCode() != null);
        });
        aws.advance(Duration.ofSeconds(200));

        assertThat(aws.ecs.tasks().get(0).containers()).anyMatch(each -> each.exitCode() != null);
        assertThat(lines).hasSize(1);
    }

    @Test
    void closingEndsEveryProcessAndItsChildren() {
        run(container("app", "sleep 300 & echo $$ $!; wait", ""));
        await().until(() -> lines.size() == 1);
        String[] pids = lines.get(0).text().split(" ");

        runtime.close();
        await().untilAsserted(() -> assertThat(pids).allMatch(pid -> !alive(pid)));
    }

    @Test
    void aContainerOfAnUnknownImageAloneFailsToStartAndSaysWhy() {
        run("{'name':'app','image':'nginx'}");
        aws.advance(Duration.ofSeconds(3));

        String id = aws.ecs.tasks().get(0).id();
        String reason = aws.call("DescribeTasks", "{'cluster':'c','tasks':['" + id + "']}")
                .at("/tasks/0/stoppedReason")
                .asText();
        assertThat(reason).contains("pulls no images");
        assertThat(aws.service("s").at("/deployments/0/failedTasks").asInt()).isPositive();
    }

    @Test
    void aContainerWithoutWordsOfItsOwnRunsItsImagesAndFindsItsEnvironment() {
        run("{'name':'app','image':'known'," + LOG + "}");

        await().until(() -> lines.size() == 1);
        String[] said = lines.get(0).text().split(" ", 3);
        assertThat(said[0]).isEqualTo(said[1]).matches("[0-9]+");
        assertThat(said[2]).isEqualTo("the image's");
    }

    @Test
    void theDefinitionsOwnWordsAndVariablesComeBeforeItsImages() {
        run(container("app", "echo own $Q", ",'environment':[{'name':'Q','value':'the definition'}]")
                .replace("'image':'i'", "'image':'known'"));

        await().until(() -> lines.size() == 1);
        assertThat(lines.get(0).text()).isEqualTo("own the definition");
    }

    @Test
    void nothingStartsOnceItIsClosed() {
        runtime.close();
        assertThatThrownBy(() -> runtime.start(null, aws.now())).hasMessageContaining("closing");
    }

    private void run(String containers) {
        aws.call(
                "RegisterTaskDefinition",
                "{'family':'f','taskRoleArn':'arn:aws:iam::1:role/app-role'," + "'containerDefinitions':[" + containers
                        + "]}");
        aws.call("CreateService", "{'cluster':'c','serviceName':'s','taskDefinition':'f','desiredCount':1}");
        aws.advance(Duration.ofSeconds(3));
    }

    private static String container(String name, String script, String more) {
        String quoted = script.replace("'", "\\u0027");
        return "{'name':'" + name + "','image':'i','entryPoint':['sh','-c'],'command':['" + quoted + "']," + LOG + more
                + "}";
    }

    private String text(String start) {
        return lines.stream()
                .map(Line::text)
                .filter(each -> each.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static boolean alive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }
}
