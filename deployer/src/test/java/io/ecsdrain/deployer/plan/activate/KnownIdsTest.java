package io.ecsdrain.deployer.plan.activate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

    private final Names names = new Names("app");

    private List<String> close(String id) {
        return KnownIds.close(names.key(id), names.view(100));
    }

    @Test
    void ofANameThatNothingIsKnownOfItSaysSo() {
        assertThat(KnownIds.none(names.key("v1"), names.view(100)))
                .isEqualTo("there is no deployment 'v1' of app, nor any other");
    }

    @Test
    void theIdsThatThereAreComeOldestFirstWithWhatIsKnownOfThem() {
        names.tagged("b2", 20, "active").state("b2", "active", 20);
        names.tagged("c1", 10, "deploying");
        names.state("a3", "draining", 5);

        assertThat(KnownIds.none(names.key("x"), names.view(100)))
                .isEqualTo("there is no deployment 'x' of app; there are: c1 (no state), b2 (active, live),"
                        + " a3 (draining, no service in this cluster)");
    }

    @Test
    void thoseThatMayHaveBeenMeantComeFirst() {
        names.tagged("release-41", 0, "active").tagged("hotfix", 10, "active");

        assertThat(KnownIds.none(names.key("relaese-41"), names.view(100)))
                .isEqualTo("there is no deployment 'relaese-41' of app; did you mean release-41? There are:"
                        + " release-41 (no state), hotfix (no state)");
    }

    @Test
    void whatIsAllThereIsIsNotSaidTwice() {
        names.tagged("v1", 0, "active").tagged("v2", 10, "active");

        assertThat(KnownIds.none(names.key("v3"), names.view(100))).contains("of app; there are: v1");
    }

    @Test
    void aMistypedNameIsAnsweredWithTheNameOfOthers() {
        Names ap = new Names("ap");
        ap.other("app", "v1").other("shop", "v1");

        assertThat(KnownIds.none(ap.key("v1"), ap.view(100)))
                .isEqualTo("there is no deployment 'v1' of ap, nor any other; did you mean app?");
    }

    @Test
    void inTwoLettersOneSlipIsCloseAndInFourTwoAre() {
        assertThat(KnownIds.close("x1", List.of("v1", "b2"))).containsExactly("v1");
        assertThat(KnownIds.close("pord", List.of("prod", "staging", "prod"))).containsExactly("prod");
    }

    @Test
    void closeIsWhatBeginsTheOtherOrLiesTwoSlipsAway() {
        names.tagged("20260101-abcdef0", 0, "active");
        names.tagged("release-41", 10, "active").tagged("release-42", 20, "active");

        assertThat(close("20260101")).containsExactly("20260101-abcdef0");
        assertThat(close("20260101-abcdef0-x")).containsExactly("20260101-abcdef0");
        assertThat(close("relaese-41")).containsExactly("release-41");
        assertThat(close("release-4")).containsExactly("release-41", "release-42");
        assertThat(close("rleas-41")).containsExactly("release-41");
        assertThat(close("rleas-5a")).isEmpty();
    }

    @Test
    void theLikeliestComesFirstAndItselfIsNotAmongThem() {
        names.tagged("v1", 0, "active").tagged("v11", 10, "active").tagged("v12", 20, "active");

        assertThat(close("v12")).containsExactly("v1", "v11");
        names.tagged("v123", 30, "active").tagged("w34", 30, "active");
        assertThat(close("v12")).containsExactly("v1", "v11", "v123");
    }
}
