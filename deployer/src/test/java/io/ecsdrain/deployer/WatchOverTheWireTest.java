package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchOverTheWireTest {

    private static final Runnable NOTHING = () -> {};

    private final DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED);
    private final TestCloud cloud = drained.cloud;

    @AfterEach
    void close() {
        drained.close();
    }

    /** In their order; the pages of one answer, of which there may be more at one time than at another, once. */
    private List<String> callsOf(Runnable run) {
        long before = cloud.lastCall();
        run.run();
        List<String> calls = new ArrayList<>();
        cloud.aws.calls().stream()
                .filter(call -> call.seq() > before)
                .map(CallRecord::operation)
                .filter(operation -> calls.isEmpty() || !operation.equals(calls.get(calls.size() - 1)))
                .forEach(calls::add);
        return calls;
    }

    private String task() {
        return drained.tasks(V1).findFirst().orElseThrow();
    }

    @Test
    void withoutATerminalItSaysWhatIsThereThenOnlyWhatChangesAndWritesNothing() {
        String task = task();
        long seq = cloud.lastCall();

        Ran ran = cloud.watch(false, List.of(NOTHING, NOTHING, () -> drained.says(V1, task, 0), NOTHING), "watch");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines().map(line -> line.substring(21)))
                .satisfiesExactly(
                        v1 -> assertThat(v1).startsWith("app/v1 draining, tasks 2/2, routes rule "),
                        v2 -> assertThat(v2).startsWith("app/v2 live, active, tasks 2/2, routes default, rule "),
                        v1 -> assertThat(v1).startsWith("app/v1 draining").contains("task " + task + " not known yet"));
        assertThat(ran.err()).isEmpty();
        assertThat(cloud.writesSince(seq)).as("calls that change something").isEmpty();
    }

    @Test
    void onATerminalEachLookDrawsTheWholeScreenOverTheLast() {
        Ran ran = cloud.watch(true, List.of(NOTHING), "watch", "v1", "--every", "30s");

        assertThat(ran.exit()).as(ran.err()).isZero();
        String[] screens = ran.out().split("\u001b\\[H");
        assertThat(screens).hasSize(3);
        assertThat(screens[0]).isEmpty();
        assertThat(screens[2])
                .endsWith("\u001b[J")
                .contains("every 30s; Ctrl-C ends\u001b[K\n")
                .contains("*  app   v2", "app v1, draining since", "why       too-young: ", "latest    2026-01-03T00:")
                .doesNotContain("app v2\u001b[K");
        assertThat(ran.out().replaceAll("\u001b\\[[HKJ]", "")).doesNotContain("\u001b");
    }

    @Test
    void aReadThatFailsIsShownAndTriedAgainLater() {
        Runnable refuse = () -> cloud.aws
                .faults()
                .on("ecs", "ListServices")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not now")));
        Runnable allow = () -> cloud.aws.faults().clear();

        Ran ran = cloud.watch(false, List.of(refuse, NOTHING, allow, NOTHING), "watch", "v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines().map(line -> line.substring(21)))
                .satisfiesExactly(
                        v2 -> assertThat(v2).startsWith("app/v2 live"),
                        failed -> assertThat(failed).startsWith("could not be read since 2026-"),
                        again -> assertThat(again).isEqualTo("can be read again"));
    }

    @Test
    void anIdThatIsNotThereIsBadUsageButOneThatGoesIsGone() {
        Ran never = cloud.run("watch", "v3");
        assertThat(never.exit()).isEqualTo(2);
        assertThat(never.err()).contains("there is no deployment 'v3'; there are: app/v1, app/v2");

        Runnable removed = () -> {
            drained.drain(V1, Stage.AT_ZERO);
            drained.untilAboutToActOn(V1);
            drained.reap();
        };
        Ran ran = cloud.watch(false, List.of(removed, NOTHING), "watch", "v1");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).last().asString().endsWith(" app/v1 is gone");
    }

    @Test
    void aRefreshCostsTheCallsOfOneExplain() {
        List<String> explain = callsOf(() -> cloud.run("explain"));
        List<String> twice = callsOf(() -> cloud.watch(false, List.of(NOTHING), "watch"));

        assertThat(twice).startsWith(explain.toArray(String[]::new));
        assertThat(twice.subList(explain.size(), twice.size()))
                .as("after the cluster and the first look")
                .isEqualTo(explain.subList(1, explain.size()));
    }
}
