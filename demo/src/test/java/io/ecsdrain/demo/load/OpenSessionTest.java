package io.ecsdrain.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.load.Tally.Failure;
import io.ecsdrain.demo.load.Tally.Session;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenSessionTest extends LoadOnAnApp {

    private Session over() {
        await().atMost(SOON).until(() -> tally.requests() == 1);
        return tally.sessions().get(0);
    }

    @Test
    void aSessionThatItsUserEndsIsWholeAndNoFailure() {
        OpenSession session = load.openSession("release-a");
        app.says("release-a 1", "release-a 2", "release-a 3");
        await().atMost(SOON).until(() -> app.cookies.size() == 1);
        session.leave();
        app.says("release-a 4");

        assertThat(over().whole()).isTrue();
        assertThat(over().deployment()).isEqualTo("release-a");
        assertThat(over().ticks()).isBetween(0, 4);
        assertThat(over().from()).isBeforeOrEqualTo(over().to());
        assertThat(tally.failures()).isEmpty();
        assertThat(tally.byDeployment()).containsOnlyKeys("release-a").containsEntry("release-a", 1L);
    }

    @Test
    void aSessionGoesOnWhileItsUserStays() {
        load.openSession("release-a");
        app.says(IntStream.rangeClosed(1, 500).mapToObj(i -> "release-a " + i).toArray(String[]::new));

        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> tally.requests() == 0);
        app.endsTheSession();
        assertThat(over().ticks()).isEqualTo(500);
    }

    @Test
    void aSessionThatEndsBeforeItsUserLeavesIsCut() {
        load.openSession("release-a");
        app.says("release-a 1", "release-a 2");
        app.endsTheSession();

        assertCut(2);
    }

    @Test
    void aSessionThatBreaksOffIsCut() {
        load.openSession("release-a");
        app.says("release-a 1");
        await().atMost(SOON).until(() -> app.cookies.size() == 1);
        app.close();

        assertThat(over().whole()).isFalse();
        assertThat(tally.failures()).hasSize(1);
    }

    @Test
    void aSessionThatAnotherDeploymentGoesOnWithIsCut() {
        load.openSession("release-a");
        app.says("release-a 1", "release-b 2", "release-b 3");

        assertCut(1);
    }

    @Test
    void aSessionThatLosesALineIsCut() {
        load.openSession("release-a");
        app.says("release-a 1", "release-a 3");

        assertCut(1);
    }

    @Test
    void aSessionThatBeginsAnewElsewhereIsCut() {
        load.openSession("release-a");
        app.says("release-a 1", "release-a 2", "release-a 1");

        assertCut(2);
    }

    @Test
    void aSessionThatIsRefusedIsCutEvenIfItsUserHasLeft() {
        app.answers(503);
        OpenSession session = load.openSession("release-a");
        session.leave();
        app.says("release-a 1");
        app.endsTheSession();

        assertCut(0);
    }

    private void assertCut(int ticks) {
        assertThat(over().whole()).isFalse();
        assertThat(over().ticks()).isEqualTo(ticks);
        assertThat(tally.failures())
                .singleElement()
                .extracting(Failure::client, Failure::what)
                .containsExactly("session on release-a", "cut after " + ticks + " ticks");
        assertThat(tally.byDeployment()).isEmpty();
    }
}
