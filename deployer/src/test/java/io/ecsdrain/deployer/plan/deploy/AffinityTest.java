package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.deploy.Affinity.Condition;
import io.ecsdrain.deployer.plan.deploy.Affinity.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AffinityTest {

    @Example
    void eachKindHasItsCondition() {
        DeploymentKey key = new DeploymentKey("app", "v1");

        assertThat(Affinity.parse("header:X-Id").orElseThrow().condition(key))
                .isEqualTo(new Condition("http-header", "X-Id", List.of("v1"), List.of()));
        assertThat(Affinity.parse("query:id").orElseThrow().condition(key))
                .isEqualTo(new Condition("query-string", "id", List.of("v1"), List.of()));
        assertThat(Affinity.parse("cookie:id").orElseThrow().condition(key))
                .isEqualTo(new Condition("http-header", "Cookie", List.of(), List.of("^(.*; ?)?id=v1(;.*)?$")));
    }

    @Example
    void aDotOfTheCookiesNameIsADot() {
        Condition condition = new Affinity(Kind.COOKIE, "my.id").condition(new DeploymentKey("app", "v1"));

        assertThat(matches(condition, "my.id=v1")).isTrue();
        assertThat(matches(condition, "myxid=v1")).isFalse();
    }

    @Example
    void aConditionOfMoreThan128CharactersIsAProblemThatNamesItsLength() {
        DeploymentKey key = new DeploymentKey("app", "v".repeat(63));

        assertThat(new Affinity(Kind.COOKIE, "n".repeat(48)).problem(key)).isEmpty();
        assertThat(new Affinity(Kind.COOKIE, "n".repeat(49)).problem(key).orElseThrow())
                .contains("129 characters, at most 128");
        assertThat(new Affinity(Kind.COOKIE, ".".repeat(25)).problem(key).orElseThrow())
                .contains("130 characters");
    }

    @Property(tries = 2000)
    void aClientOfAnotherDeploymentNeverMeetsTheCookieCondition(
            @ForAll("ids") String mine, @ForAll("ids") String theirs, @ForAll("others") List<String> others) {
        boolean met = isMet(mine, cookieHeader(others, "id=" + theirs));

        assertThat(met).isEqualTo(mine.equals(theirs));
    }

    @Property(tries = 500)
    void aLongerIdThatBeginsAlikeIsAnotherDeployment(@ForAll("ids") String mine, @ForAll("ids") String more) {
        assertThat(isMet(mine, "id=" + mine + more)).isFalse();
        assertThat(isMet(mine + more, "id=" + mine)).isFalse();
        assertThat(isMet(mine, "xid=" + mine)).isFalse();
    }

    @Property(tries = 500)
    void theClientsOwnCookieIsMetWhereverItStands(@ForAll("ids") String mine, @ForAll("others") List<String> others) {
        for (int at = 0; at <= others.size(); at++) {
            List<String> pairs = new java.util.ArrayList<>(others);
            pairs.add(at, "id=" + mine);
            assertThat(isMet(mine, String.join("; ", pairs))).isTrue();
            assertThat(isMet(mine, String.join(";", pairs))).isTrue();
        }
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars("v1-0a")
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(id -> "v" + id);
    }

    @Provide
    Arbitrary<List<String>> others() {
        Arbitrary<String> pair = Arbitraries.strings()
                .withChars("abv01=-")
                .ofMinLength(1)
                .ofMaxLength(5)
                .map(text -> "o" + text);
        return pair.list().ofMaxSize(3);
    }

    private static String cookieHeader(List<String> others, String own) {
        List<String> pairs = new java.util.ArrayList<>(others);
        pairs.add(pairs.size() / 2, own);
        return String.join("; ", pairs);
    }

    private static boolean isMet(String id, String header) {
        return matches(new Affinity(Kind.COOKIE, "id").condition(new DeploymentKey("app", id)), header);
    }

    /** Whether ALB looks for a match or compares the whole is not documented: it must come to the same. */
    private static boolean matches(Condition condition, String header) {
        Matcher matcher = Pattern.compile(condition.regexValues().get(0)).matcher(header);
        boolean found = matcher.find();
        assertThat(matcher.matches()).isEqualTo(found);
        return found;
    }
}
