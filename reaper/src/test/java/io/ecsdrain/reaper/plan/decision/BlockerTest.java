package io.ecsdrain.reaper.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Blocker held(long sessions, boolean connectionsOnly, Map<String, Long> peers) {
        return Blocker.by(new Sessions(sessions, connectionsOnly, peers), "t", NOW);
    }

    private static Map<String, Long> addresses(int count) {
        Map<String, Long> peers = new LinkedHashMap<>();
        IntStream.rangeClosed(1, count).forEach(number -> peers.put("10.0.0." + number, 2L));
        return peers;
    }

    @ParameterizedTest(name = "{0}, connections only {1}: {2}")
    @CsvSource({
        "1, false, it has 1 session",
        "2, false, it has 2 sessions",
        "1, true, 'it has 1 session, held by connections only'"
    })
    void itSaysHowManySessionsATaskHasAndWhatHoldsThem(long sessions, boolean connectionsOnly, String why) {
        assertThat(held(sessions, connectionsOnly, Map.of()))
                .isEqualTo(new Blocker(
                        "t", Optional.of(NOW), why, Optional.of(new Sessions(sessions, connectionsOnly, Map.of()))));
    }

    @Test
    void fiveAddressesAreNamedAndTheOthersCounted() {
        assertThat(held(10, true, addresses(5)).why())
                .endsWith(", from 10.0.0.1 (2), 10.0.0.2 (2), 10.0.0.3 (2), 10.0.0.4 (2), 10.0.0.5 (2)");
        assertThat(held(13, true, addresses(6)).why()).endsWith(", 10.0.0.5 (2) and 1 more, elsewhere (1)");
    }

    @Test
    void tasksAreOfOneKindWhateverTheNumbersAndAddressesOfTheirSessions() {
        Blocker other = new Blocker("t", Optional.empty(), "it is silent");

        assertThat(held(1, true, addresses(1)).kind())
                .isEqualTo(held(7, true, addresses(2)).kind());
        assertThat(held(1, true, Map.of()).kind())
                .isNotEqualTo(held(1, false, Map.of()).kind());
        assertThat(other.kind()).isEqualTo("it is silent");
    }

    @Test
    void ofTasksOfOneKindTheSessionsAreSummedUpAndTheAddressesWithTheMostComeFirst() {
        assertThat(Blocker.whyAll(List.of(
                        held(3, true, Map.of("10.0.0.1", 3L)),
                        held(4, true, Map.of("10.0.0.2", 4L)),
                        held(2, true, Map.of("10.0.0.1", 2L)))))
                .isEqualTo("together they have 9 sessions, held by connections only, from 10.0.0.1 (5), 10.0.0.2 (4)");
        assertThat(Blocker.whyAll(List.of(new Blocker("t", Optional.empty(), "it is silent"))))
                .isEqualTo("it is silent");
    }
}
