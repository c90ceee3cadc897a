package io.ecsdrain.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.Affinity.Condition;
import io.ecsdrain.deployer.plan.Affinity.Kind;
import java.util.List;
import java.util.Locale;
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
                .isEqualTo(new Condition("http-header", "X-Id", List.of("v1")));
        assertThat(Affinity.parse("query:id").orElseThrow().condition(key))
                .isEqualTo(new Condition("query-string", "id", List.of("v1")));
        assertThat(Affinity.parse("cookie:id").orElseThrow().condition(key))
                .isEqualTo(
                        new Condition("http-header", "Cookie", List.of("id=v1", "id=v1;*", "*; id=v1", "*; id=v1;*")));
    }

    @Example
    void aCookieConditionLeavesOneOfFiveValuesToParkingAndAtMostFiveWildcards() {
        Condition condition = new Affinity(Kind.COOKIE, "id").condition(new DeploymentKey("app", "v1"));

        assertThat(condition.values()).hasSizeLessThanOrEqualTo(4);
        assertThat(String.join("", condition.values())
                        .chars()
                        .filter(each -> each == '*')
                        .count())
                .isLessThanOrEqualTo(5);
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
        return new Affinity(Kind.COOKIE, "id")
                .condition(new DeploymentKey("app", id)).values().stream()
                        .anyMatch(pattern -> matches(pattern, header));
    }

    /** ALB's matching: the whole value, without regard to case, {@code *} any run, {@code ?} any one. */
    private static boolean matches(String pattern, String value) {
        return matches(pattern.toLowerCase(Locale.ROOT), 0, value.toLowerCase(Locale.ROOT), 0);
    }

    private static boolean matches(String pattern, int p, String value, int v) {
        if (p == pattern.length()) {
            return v == value.length();
        }
        if (pattern.charAt(p) == '*') {
            return matches(pattern, p + 1, value, v) || v < value.length() && matches(pattern, p, value, v + 1);
        }
        return v < value.length()
                && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))
                && matches(pattern, p + 1, value, v + 1);
    }
}
