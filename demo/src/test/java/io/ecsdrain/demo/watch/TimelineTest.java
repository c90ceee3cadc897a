package io.ecsdrain.demo.watch;

import static io.ecsdrain.demo.watch.HandMade.asked;
import static io.ecsdrain.demo.watch.HandMade.in;
import static io.ecsdrain.demo.watch.HandMade.saying;
import static io.ecsdrain.demo.watch.HandMade.second;
import static io.ecsdrain.demo.watch.HandMade.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.demo.watch.Timeline.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final String TASK = "0123456789abcdef";
    private static final String OTHER_TASK = "fedcba9876543210";

    private final List<Event> heard = new ArrayList<>();
    private final Timeline timeline = new Timeline(heard::add);

    private void add(double second, Map<String, Frame.DeploymentFrame> deployments) {
        HandMade.add(timeline, second, deployments);
    }

    @Test
    void eachPhaseIsOneEventHoweverOftenItIsSeen() {
        add(0, Map.of("a", in(Phase.DEPLOYING)));
        add(1, Map.of("a", in(Phase.ACTIVE)));
        add(2, Map.of("a", in(Phase.ACTIVE)));
        add(3, Map.of("a", in(Phase.DRAINING)));

        assertThat(timeline.events())
                .containsExactly(
                        new Event(second(0), Optional.of("a"), "deploying"),
                        new Event(second(1), Optional.of("a"), "active"),
                        new Event(second(3), Optional.of("a"), "draining"));
        assertThat(heard).isEqualTo(timeline.events());
    }

    @Test
    void aPhaseThatComesBackIsAnEventAgain() {
        add(0, Map.of("a", in(Phase.ACTIVE)));
        add(1, Map.of("a", in(Phase.DRAINING)));
        add(2, Map.of("a", in(Phase.ACTIVE)));

        assertThat(heard).extracting(Event::text).containsExactly("active", "draining", "active");
    }

    @Test
    void aFenceIsAnEventForEachTimeItIsWritten() {
        add(0, Map.of("a", in(Phase.PARKED)));
        add(1, Map.of("a", asked()));
        add(2, Map.of("a", asked()));
        add(3, Map.of("a", in(Phase.PARKED)));
        add(4, Map.of("a", asked()));

        assertThat(heard).extracting(Event::at).containsExactly(second(0), second(1), second(4));
        assertThat(heard.get(1).text()).startsWith("fence:");
    }

    @Test
    void aTasksReadinessIsAnEventWhenItIsFirstToldAndWhenItChanges() {
        add(0, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, silent()))));
        add(1, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(0)))));
        add(2, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(0)))));
        add(3, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(1)))));
        add(4, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, silent()))));

        assertThat(heard)
                .containsExactly(
                        new Event(second(0), Optional.of("a"), "active"),
                        new Event(second(1), Optional.of("a"), "task 01234567  ShutdownReady 0"),
                        new Event(second(3), Optional.of("a"), "task 01234567  ShutdownReady 1"));
    }

    @Test
    void notesStandAmongTheEventsWithOrWithoutADeployment() {
        timeline.note(second(0), "a", "drain deploy ...");
        add(1, Map.of("a", in(Phase.ACTIVE)));
        timeline.note(second(2), null, "the reaper ended with 1");

        assertThat(timeline.events())
                .containsExactly(
                        new Event(second(0), Optional.of("a"), "drain deploy ..."),
                        new Event(second(1), Optional.of("a"), "active"),
                        new Event(second(2), Optional.empty(), "the reaper ended with 1"));
        assertThat(heard).isEqualTo(timeline.events());
    }

    @Test
    void firstIsTheEarliestFrameThatMeetsTheTestAndOnlyOfThatDeployment() {
        add(0, Map.of("b", in(Phase.DRAINING)));
        add(1, Map.of("a", in(Phase.ACTIVE), "b", in(Phase.DRAINING)));
        add(2, Map.of("a", in(Phase.DRAINING), "b", in(Phase.DRAINING)));
        add(3, Map.of("a", in(Phase.DRAINING), "b", in(Phase.GONE)));

        assertThat(timeline.first("a", frame -> frame.stateTag().equals("draining")))
                .contains(second(2));
        assertThat(timeline.first("a", frame -> frame.phase() == Phase.GONE)).isEmpty();
        assertThat(timeline.first("unheard of", frame -> true)).isEmpty();
    }

    @Test
    void firstReadyTellsForEachTaskWhenItFirstSaidTheValue() {
        add(0, Map.of("b", in(Phase.ACTIVE, Map.of("b0000000", saying(1)))));
        add(1, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(0), OTHER_TASK, silent()))));
        add(2, Map.of("a", in(Phase.DRAINING, Map.of(TASK, saying(1), OTHER_TASK, saying(0)))));
        add(3, Map.of("a", in(Phase.DRAINING, Map.of(TASK, saying(0), OTHER_TASK, saying(0)))));
        add(4, Map.of("a", in(Phase.DRAINING, Map.of(TASK, saying(1)))));

        assertThat(timeline.firstReady("a", 0)).isEqualTo(Map.of(TASK, second(1), OTHER_TASK, second(2)));
        assertThat(timeline.firstReady("a", 1)).isEqualTo(Map.of(TASK, second(2)));
        assertThat(timeline.firstReady("unheard of", 1)).isEmpty();
    }

    @Test
    void onlyTheLastFrameSaysWhatIsGone() {
        assertThat(timeline.isGone("a")).as("before the first look").isFalse();
        add(0, Map.of("a", in(Phase.BEING_DELETED)));
        assertThat(timeline.isGone("a")).isFalse();
        add(1, Map.of("a", in(Phase.GONE)));
        assertThat(timeline.isGone("a")).isTrue();
        assertThat(timeline.isGone("never seen")).isFalse();
        add(2, Map.of("a", in(Phase.ACTIVE)));
        assertThat(timeline.isGone("a")).as("deployed once more").isFalse();
    }

    @Test
    void missedLooksAreCountedAndAreNoFramesAndTheReasonIsToldOnce() {
        add(0, Map.of("a", in(Phase.ACTIVE)));
        timeline.missed(second(1), "throttled");
        timeline.missed(second(2), "throttled");

        assertThat(timeline.missed()).isEqualTo(2);
        assertThat(heard).extracting(Event::text).containsOnlyOnce("the watcher could not look: throttled");
        assertThat(timeline.frames()).hasSize(1);
        assertThat(timeline.isGone("a")).isFalse();
    }
}
