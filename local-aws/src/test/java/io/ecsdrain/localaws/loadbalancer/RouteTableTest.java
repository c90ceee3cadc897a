package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.loadbalancer.Condition.QueryString.KeyValue;
import io.ecsdrain.localaws.loadbalancer.RouteAction.FixedResponse;
import io.ecsdrain.localaws.loadbalancer.RouteAction.Forward;
import io.ecsdrain.localaws.loadbalancer.RouteTable.Route;
import java.net.InetSocketAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static final FixedResponse FIRST = new FixedResponse(201, "text/plain", "first");
    private static final FixedResponse SECOND = new FixedResponse(202, "text/plain", "second");
    private static final FixedResponse OTHERWISE = new FixedResponse(200, "text/plain", "otherwise");

    private static RequestFacts request(String method, String target, String... headers) {
        List<HttpHead.Header> lines = java.util.stream.IntStream.range(0, headers.length / 2)
                .mapToObj(i -> new HttpHead.Header(headers[2 * i], headers[2 * i + 1]))
                .toList();
        return RequestFacts.of(method, target, lines, new InetSocketAddress("127.0.0.1", 5000));
    }

    private static List<Glob> any(String... patterns) {
        return List.of(patterns).stream().map(Glob::ignoringCase).toList();
    }

    @Test
    void theFirstRuleThatIsMetDecides() {
        Condition everything = new Condition.PathPattern(List.of(Glob.caseSensitive("*")));
        RouteTable table = new RouteTable(
                List.of(new Route(List.of(everything), FIRST), new Route(List.of(everything), SECOND)), OTHERWISE);

        assertThat(table.choose(request("GET", "/"))).isEqualTo(FIRST);
    }

    @Test
    void aRuleNeedsAllItsConditionsAndAnyOfTheirValues() {
        Condition header = new Condition.HttpHeader("X-Version", any("blue", "green"));
        Condition noClient =
                new Condition.SourceIp(List.of(Cidr.parse("192.0.2.1/32").orElseThrow()));
        RouteTable open = new RouteTable(List.of(new Route(List.of(header), FIRST)), OTHERWISE);
        RouteTable parked = new RouteTable(List.of(new Route(List.of(header, noClient), FIRST)), OTHERWISE);

        assertThat(open.choose(request("GET", "/", "x-version", "GREEN"))).isEqualTo(FIRST);
        assertThat(open.choose(request("GET", "/", "x-version", "red"))).isEqualTo(OTHERWISE);
        assertThat(parked.choose(request("GET", "/", "x-version", "green"))).isEqualTo(OTHERWISE);
    }

    @ParameterizedTest
    @CsvSource({
        "/?v=1, true",
        "/?V=1, true",
        "/?x=2&v=1, true",
        "/?v=12, false",
        "/v=1, false",
        "/?w=1, false",
        "/?anything=flag, true",
        "/?flag, true"
    })
    void queryStringsAreComparedPairByPair(String target, boolean met) {
        Condition condition = new Condition.QueryString(List.of(
                new KeyValue(Glob.ignoringCase("v"), Glob.ignoringCase("1")),
                new KeyValue(null, Glob.ignoringCase("flag"))));

        assertThat(condition.metBy(request("GET", target))).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, true",
        "EXAMPLE.com:8080, true",
        "a.example.org, true",
        "example.org, false",
        "[::1]:80, false"
    })
    void hostsAreComparedWithoutPortAndCase(String host, boolean met) {
        Condition condition = new Condition.HostHeader(any("example.com", "*.example.org"));

        assertThat(condition.metBy(request("GET", "/", "Host", host))).isEqualTo(met);
    }

    @Test
    void methodsAreComparedExactly() {
        Condition condition = new Condition.Method(List.of("PUT", "POST"));

        assertThat(condition.metBy(request("POST", "/"))).isTrue();
        assertThat(condition.metBy(request("post", "/"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, true",
        "127.0.0.1/32, true",
        "127.0.0.2/31, false",
        "0.0.0.0/0, true",
        "::/0, false",
        "192.0.2.1/32, false"
    })
    void sourceIpIsTheClientsOwnAddress(String block, boolean met) {
        Condition condition = new Condition.SourceIp(List.of(Cidr.parse(block).orElseThrow()));

        assertThat(condition.metBy(request("GET", "/", "X-Forwarded-For", "192.0.2.1")))
                .isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.0.0.1/33", "localhost/8", "1.2.3/8", "::1/129", "/8"})
    void whatIsNoBlockIsRefused(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Property
    void everyDrawFallsOnAGroupInProportionToItsWeight(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 20) Integer> weights) {
        List<Forward.Weighted> groups = weights.stream()
                .map(weight -> new Forward.Weighted(new TargetPool("targetgroup/app/1"), weight))
                .toList();
        Forward forward = new Forward(groups);

        for (Forward.Weighted group : groups) {
            long draws = java.util.stream.IntStream.range(0, forward.totalWeight())
                    .filter(draw -> forward.drawn(draw) == group.pool())
                    .count();
            assertThat(draws).isEqualTo(group.weight());
        }
    }
}
