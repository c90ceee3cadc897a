package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {

    private static final String NONCE = "5d0c7e91b3a44f6d8e21f09c3b7a6e54";
    private static final String STATE = "2@2026-01-01T11:59:40Z";
    private static final String RULES = "0123456789abcdef".repeat(4);
    private static final String VALUE =
            "{\"nonce\":\"" + NONCE + "\",\"state\":\"" + STATE + "\",\"rules\":\"" + RULES + "\"}";

    @Test
    void theValueOfTheContractIsAFence() throws IOException {
        assertThat(Fence.parse(VALUE)).contains(new Fence(NONCE, STATE, RULES));
        assertThat(Files.readString(Path.of("../docs/contract.md"))).contains(VALUE);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("fences") Fence fence) {
        assertThat(Fence.parse(fence.json())).contains(fence);
        assertThat(fence.json().length()).isLessThan(4096);
    }

    /** Whatever character is put in the place of one: another fence, or none, but never the same. */
    @Property
    void noOtherTextIsTheSameFence(
            @ForAll("fences") Fence fence, @ForAll @IntRange(max = 200) int at, @ForAll char put) {
        StringBuilder text = new StringBuilder(fence.json());
        int where = at % text.length();
        boolean same = text.charAt(where) == put;
        text.setCharAt(where, put);

        assertThat(Fence.parse(text.toString()).equals(java.util.Optional.of(fence)))
                .isEqualTo(same);
    }

    @Property
    void everyWriteOfAStateCanBeNamed(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long version,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis) {
        String state = StateWrite.of(version, Instant.ofEpochMilli(millis));

        assertThat(new Fence(NONCE, state, RULES).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "active",
                "null",
                "[" + "]",
                " " + "{\"nonce\":\"5d0c7e91b3a44f6d8e21f09c3b7a6e54\"}",
                "{\"nonce\":\"5d0c7e91b3a44f6d8e21f09c3b7a6e54\",\"state\":\"2@2026-01-01T11:59:40Z\"}",
            })
    void anythingElseIsNone(String value) {
        assertThat(Fence.parse(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n%s", "%s\n", "%s ", "%s%s", "[%s]"})
    void whatStandsAroundMakesItNone(String around) {
        assertThat(Fence.parse(around.replace("%s", VALUE))).isEmpty();
    }

    @Test
    void noParameterIsNone() {
        assertThat(Fence.parse(null)).isEmpty();
    }

    @Test
    void aMemberOfAnotherFormIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fence("\"", STATE, RULES))
                .withMessageContaining("nonce");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fence(NONCE, "0@2026-01-01T11:59:40Z", RULES))
                .withMessageContaining("state");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fence(NONCE, STATE, RULES.toUpperCase()))
                .withMessageContaining("rules");
    }

    @Provide
    Arbitrary<Fence> fences() {
        Arbitrary<Character> digit = Arbitraries.chars().range('0', '9').range('a', 'f');
        return Combinators.combine(
                        digit.array(char[].class).ofSize(32),
                        Arbitraries.longs().between(1, 999),
                        Arbitraries.longs().between(0, 4_102_444_800_000L),
                        digit.array(char[].class).ofSize(64))
                .as((nonce, version, millis, rules) -> new Fence(
                        new String(nonce), StateWrite.of(version, Instant.ofEpochMilli(millis)), new String(rules)));
    }
}
