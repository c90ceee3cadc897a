package io.ecsdrain.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three cases, of which a failed read is neither of the other two. */
class LookupTest {

    private static final String THROTTLED = "GetParameter: ThrottlingException";

    private static Lookup<String> lookup(String which) {
        return switch (which) {
            case "found" -> Lookup.of("active");
            case "missing" -> Lookup.missing();
            default -> Lookup.unknown(THROTTLED);
        };
    }

    @ParameterizedTest(name = "{0}: thing {1}, missing {2}, unknown because of {3}")
    @CsvSource({"found, active, false,", "missing,, true,", "unknown,, false, GetParameter: ThrottlingException"})
    void onlyWhatAwsSaysIsMissingIsMissing(String which, String thing, boolean missing, String reason) {
        assertThat(lookup(which).found()).isEqualTo(Optional.ofNullable(thing));
        assertThat(lookup(which).isMissing()).isEqualTo(missing);
        assertThat(lookup(which).unknownBecause()).isEqualTo(Optional.ofNullable(reason));
    }

    @ParameterizedTest
    @CsvSource({"found, thing active", "missing, none", "unknown, unread: GetParameter: ThrottlingException"})
    void eachCaseHasAnAnswerOfItsOwn(String which, String answer) {
        String said = lookup(which).fold(thing -> "thing " + thing, () -> "none", why -> "unread: " + why);
        assertThat(said).isEqualTo(answer);
    }

    @Test
    void onlyAThingIsMapped() {
        assertThat(lookup("found").map(String::length)).isEqualTo(Lookup.of(6));
        assertThat(lookup("missing").map(String::length)).isEqualTo(Lookup.missing());
        assertThat(lookup("unknown").map(String::length)).isEqualTo(Lookup.unknown(THROTTLED));
    }

    @Test
    void whatIsRequiredWasReadWhetherOrNotThereIsSuchAThing() {
        assertThat(lookup("found").require()).contains("active");
        assertThat(lookup("missing").require()).isEmpty();
        assertThat(lookup("missing").require("the state")).isEmpty();
        assertThat(lookup("found").require("the state")).contains("active");
        assertThatThrownBy(() -> lookup("unknown").require())
                .isInstanceOf(Unreadable.class)
                .hasMessage(THROTTLED);
        assertThatThrownBy(() -> lookup("unknown").require("the state"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("could not read the state: " + THROTTLED);
    }

    @Test
    void aThingIsMissingFromAMapOnlyIfTheWholeMapWasRead() {
        Observed<Map<String, Integer>> all = Observed.known(Map.of("a", 1));
        assertThat(Lookup.in(all, "a")).isEqualTo(Lookup.of(1));
        assertThat(Lookup.in(all, "b")).isEqualTo(Lookup.missing());
        assertThat(Lookup.in(Observed.<Map<String, Integer>>unknown(THROTTLED), "a"))
                .isEqualTo(Lookup.unknown(THROTTLED));
    }

    @Test
    void aPartIsMissingOnlyIfTheWholeWasRead() {
        assertThat(Lookup.part(Observed.known("active"), whole -> Optional.empty()))
                .isEqualTo(Lookup.missing());
        assertThat(Lookup.part(Observed.known("active"), Optional::of)).isEqualTo(Lookup.of("active"));
        assertThat(Lookup.part(Observed.<String>unknown(THROTTLED), Optional::of))
                .isEqualTo(Lookup.unknown(THROTTLED));
    }
}
