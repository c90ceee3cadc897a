package io.ecsdrain.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.load.Tally.Failure;
import org.junit.jupiter.api.Test;

class ClientLoadTest extends LoadOnAnApp {

    @Test
    void whereAllGoesWellEachRequestCountsForTheDeploymentThatAnsweredAndNoneAsFailed() {
        load.start();
        await().atMost(SOON).until(() -> tally.requests() >= 10);
        load.close();

        assertThat(tally.failures()).isEmpty();
        assertThat(tally.sessions()).isEmpty();
        assertThat(tally.byDeployment()).containsOnlyKeys("release-a");
        assertThat(app.cookies).containsOnly("none");
    }

    @Test
    void a503CountsAsFailedAndForNoDeployment() {
        app.answers(503);
        load.start();
        await().atMost(SOON).until(() -> !tally.failures().isEmpty());

        assertThat(tally.failures())
                .extracting(Failure::client, Failure::what)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("visitor", "HTTP 503"));
        assertThat(tally.byDeployment()).isEmpty();
        // The load goes on: what is read first must be the smaller.
        int failed = tally.failures().size();
        assertThat(tally.requests()).isGreaterThanOrEqualTo(failed);
    }

    @Test
    void aRefusedConnectionCountsAsFailed() {
        app.close();
        load.start();
        await().atMost(SOON).until(() -> !tally.failures().isEmpty());

        assertThat(tally.failures().get(0).client()).isEqualTo("visitor");
        assertThat(tally.failures().get(0).what()).contains("ConnectException");
    }

    @Test
    void aReturningClientBringsItsAffinityAndIsNamedWhereItFails() {
        load.start();
        load.keepComingBackTo("release-b");
        await().atMost(SOON).until(() -> app.cookies.contains("deployment=release-b"));
        assertThat(tally.failures()).isEmpty();

        app.answers(502);
        await().atMost(SOON).until(() -> tally.failures().stream()
                .anyMatch(failure -> failure.client().equals("returning client of release-b")));
    }

    @Test
    void aSessionBringsItsAffinityToo() {
        load.openSession("release-b");

        await().atMost(SOON).until(() -> app.cookies.contains("session: deployment=release-b"));
    }
}
