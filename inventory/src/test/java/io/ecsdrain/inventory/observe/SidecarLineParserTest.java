package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of what a line may say; {@link LineReaderTest} reads whole lines. */
class SidecarLineParserTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "1");

    /** Without the members in which the tests differ. */
    private static final String REST = "\"deployment_name\":\"app\",\"deployment_id\":\"1\",\"task_id\":\"t1\","
            + "\"state\":null,\"fence\":null,\"sources\":{},\"boot\":\"0123456789abcdef\"";

    private static SidecarLine parse(String seq, String beat, String busy, String at, String peers) {
        return SidecarLineParser.parse(
                "{" + REST + ",\"seq\":" + seq + ",\"beat_seconds\":" + beat + ",\"busy\":" + busy + ",\"at\":\"" + at
                        + "\",\"ShutdownReady\":1" + (peers == null ? "" : ",\"peers\":" + peers) + "}",
                KEY);
    }

    private static SidecarLine withPeers(String peers) {
        return parse("1", "15", "3", "2026-01-01T12:00:00Z", peers);
    }

    private static String addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"10.0.0." + number + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void aLineWithoutPeersIsAsGoodAsOneWithNone() {
        assertThat(withPeers(null).peers()).isEmpty();
        assertThat(withPeers("{}").peers()).isEmpty();
    }

    @Test
    void atMost32PeersAreUnderstood() {
        assertThat(withPeers(addresses(32)).peers()).hasSize(32);
        assertThatThrownBy(() -> withPeers(addresses(33)))
                .isInstanceOf(SidecarLineParser.NotUnderstood.class)
                .hasMessageContaining("peers");
    }

    @Test
    void theirOrderIsKept() {
        assertThat(withPeers("{\"10.0.0.9\":7,\"10.0.0.1\":2,\"::1\":1}")
                        .peers()
                        .keySet())
                .containsExactly("10.0.0.9", "10.0.0.1", "::1");
    }

    /** An IPv4-mapped IPv6 address in full has 45 characters. */
    @Test
    void anAddressHasAtMost45Characters() {
        String longest = "0000:0000:0000:0000:0000:ffff:192.168.100.228";

        assertThat(longest).hasSize(45);
        assertThat(withPeers("{\"" + longest + "\":1}").peers()).isEqualTo(Map.of(longest, 1));
        assertThatThrownBy(() -> withPeers("{\"" + longest + "0\":1}"))
                .isInstanceOf(SidecarLineParser.NotUnderstood.class)
                .hasMessageContaining("peers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"10.0.0.1\"", "{\"a\":1}", "{\"host\":1}", "{\"10.0.0.1\":1.5}"})
    void peersOfAnotherFormAreNotUnderstood(String peers) {
        assertThatThrownBy(() -> withPeers(peers)).isInstanceOf(SidecarLineParser.NotUnderstood.class);
    }

    @ParameterizedTest(name = "seq {0}, beat {1}, busy {2}, at {3}")
    @CsvSource({
        "1, 86400, 0, 2026-01-01T12:00:00Z",
        "9223372036854775807, 0.5, 2147483647, 2000-01-01T00:00:01Z",
        "1, 15, 0, 2199-12-31T23:59:59Z"
    })
    void theEndsOfWhatIsUnderstood(String seq, String beat, String busy, String at) {
        SidecarLine line = parse(seq, beat, busy, at, null);

        assertThat(line.seq()).isEqualTo(Long.parseLong(seq));
        assertThat(line.beat()).isEqualTo(Duration.ofMillis((long) (1000 * Double.parseDouble(beat))));
        assertThat(line.busy()).isEqualTo(Integer.parseInt(busy));
        assertThat(line.at()).isEqualTo(at);
        assertThat(line.ready()).isTrue();
    }

    @ParameterizedTest(name = "seq {0}, beat {1}, busy {2}, at {3}")
    @CsvSource({
        "0, 15, 0, 2026-01-01T12:00:00Z",
        "9223372036854775808, 15, 0, 2026-01-01T12:00:00Z",
        "1, 0, 0, 2026-01-01T12:00:00Z",
        "1, 86400.1, 0, 2026-01-01T12:00:00Z",
        "1, 15, -1, 2026-01-01T12:00:00Z",
        "1, 15, 2147483648, 2026-01-01T12:00:00Z",
        "1, 15, 0, 2000-01-01T00:00:00Z",
        "1, 15, 0, 2200-01-01T00:00:00Z"
    })
    void beyondThemALineIsNotUnderstood(String seq, String beat, String busy, String at) {
        assertThatThrownBy(() -> parse(seq, beat, busy, at, null)).isInstanceOf(SidecarLineParser.NotUnderstood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "not JSON", "{\"deployment_name\":\"app\"}", "{\"deployment_name\":null}"})
    void whatIsNoLineOfASidecarIsNotUnderstood(String text) {
        assertThatThrownBy(() -> SidecarLineParser.parse(text, KEY))
                .isInstanceOf(SidecarLineParser.NotUnderstood.class);
    }
}
