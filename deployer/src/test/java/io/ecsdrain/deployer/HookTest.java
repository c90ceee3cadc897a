package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command of the user's between healthy and live, run as a real process. */
class HookTest {

    private final TestCloud cloud = new TestCloud();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void itRunsOnceHealthyBeforeLiveAndLearnsHowToReachTheNewDeployment() throws Exception {
        cloud.deploy("app", "v1");
        Path seen = directory.resolve("seen");

        Ran ran = cloud.deploy(
                "app",
                "v2",
                "--affinity",
                "cookie:v",
                "--hook",
                "pre-live=echo trying $DEPLOYMENT_ID; printf '%s|%s' \"$DRAIN_PREVIEW_URL\""
                        + " \"$DRAIN_PREVIEW_HEADER\" > " + seen);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(Files.readString(seen)).matches("http://[^|]+/\\|Cookie: v=v2");
        assertThat(ran.err().lines().filter(line -> line.contains("hook: trying v2")))
                .hasSize(1);
        assertThat(ran.err().indexOf("2 of 2 targets healthy"))
                .isLessThan(ran.err().indexOf("hook: trying v2"));
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v2"));
    }

    @Test
    void aQueryParameterGoesIntoTheUrlAndLeavesTheHeaderEmpty() throws Exception {
        Path seen = directory.resolve("seen");
        Ran ran = cloud.deploy(
                "app",
                "v1",
                "--affinity",
                "query:v",
                "--hook",
                "pre-live=printf '%s|%s' \"$DRAIN_PREVIEW_URL\" \"$DRAIN_PREVIEW_HEADER\" > " + seen);
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(Files.readString(seen)).matches("http://[^|]+/\\?v=v1\\|");
    }

    @Test
    void oneThatFailsKeepsTheLiveDeploymentAndTheSameCommandTriesAgain() {
        cloud.deploy("app", "v1");

        Ran failed = cloud.deploy("app", "v2", "--hook", "pre-live=echo broken; exit 3");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err())
                .contains("hook: broken")
                .contains("the hook pre-live ended with 3; v1 stays live")
                .contains("service svc-app-v2");
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));

        Ran again = cloud.deploy("app", "v2", "--hook", "pre-live=true");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v2"));
    }

    @Test
    void oneThatTakesTooLongIsEndedWithItsChildren() throws Exception {
        cloud.deploy("app", "v1");
        Path pid = directory.resolve("pid");

        Ran ran = cloud.deploy(
                "app", "v2", "--hook", "pre-live=sleep 600 & echo $! > " + pid + "; wait", "--hook-timeout", "1s");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("the hook pre-live took longer than 1s; v1 stays live");
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElse(null);
        await().until(() -> child == null || !child.isAlive());
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
    }

    @Test
    void whatIsNotHealthyAnyMoreAfterTheHookDoesNotGoLive() throws Exception {
        cloud.deploy("app", "v1");
        Path started = directory.resolve("started");
        Path go = directory.resolve("go");
        String hook = "pre-live=touch " + started + "; while [ ! -e " + go + " ]; do sleep 0.05; done";
        CompletableFuture<Ran> running = CompletableFuture.supplyAsync(() -> cloud.deploy("app", "v2", "--hook", hook));
        await().until(() -> Files.exists(started));

        cloud.aws.elb().inertSlowStart(Duration.ofDays(1));
        cloud.aws.ecs().tasks().stream()
                .filter(task -> "svc-app-v2".equals(task.serviceName()))
                .forEach(task -> cloud.aws.ecs().crashInert(task.id()));
        cloud.aws.advance(Duration.ofSeconds(1));
        Files.createFile(go);

        Ran ran = running.get(1, TimeUnit.MINUTES);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(ran.err()).contains("not healthy after").contains("v1 stays live");
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
    }

    @Test
    void oneThatIsLiveAlreadyIsNotTriedAgain() {
        cloud.deploy("app", "v1");
        Ran ran = cloud.deploy("app", "v1", "--hook", "pre-live=exit 3");
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "post-live=true, 5m, must be pre-live=COMMAND",
        "pre-live=, 5m, must be pre-live=COMMAND",
        "pre-live=true, 16m, must be at most a quarter of DEPLOY_TIMEOUT_MIN",
        ", 5m, has no effect without --hook"
    })
    void whatCannotBeIsSaidBeforeAnythingIsDone(String hook, String timeout, String message) {
        Ran ran = hook == null
                ? cloud.deploy("app", "v1", "--hook-timeout", timeout)
                : cloud.deploy("app", "v1", "--hook", hook, "--hook-timeout", timeout);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
        assertThat(cloud.aws.calls()).noneMatch(call -> call.accessKey().equals(TestCloud.DEPLOYER));
    }
}
