package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.fixed;
import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.header;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** From the control plane to a client's answer, with inert targets. */
class TrafficTest {

    private final ElbWorld aws = new ElbWorld();
    private final HttpClient http = HttpClient.newHttpClient();
    private String listener;
    private String blue;
    private String green;

    @BeforeEach
    void twoGroups() {
        listener = aws.listener();
        blue = group("blue", "10.0.0.1");
        green = group("green", "10.0.0.2");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private String group(String name, String ip) {
        String arn = aws.targetGroup(name).targetGroupArn();
        aws.register(arn, ip, 8080);
        return arn;
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        URI address = aws.elb.listenerAddress(listener).orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String target(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Local-Aws-Target").orElse("none");
    }

    @Test
    void rulesDecideAndAParkedRuleLetsItsClientsFallThrough() throws Exception {
        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(green)));
        aws.world.switches().set(ElbSwitches.VALUES_PER_CONDITION, 5);
        String sticky = aws.rule(
                        listener, 1, header("Cookie", "v=blue", "v=blue;*", "*; v=blue", "*; v=blue;*"), forward(blue))
                .ruleArn();
        aws.advance(Duration.ofSeconds(1));

        assertThat(target(get("/", "Cookie", "a=1; v=blue"))).isEqualTo("10.0.0.1:8080");
        assertThat(target(get("/", "Cookie", "a=1; v=blue2"))).isEqualTo("10.0.0.2:8080");
        assertThat(target(get("/"))).isEqualTo("10.0.0.2:8080");

        RuleCondition noClient = RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(c -> c.values("192.0.2.1/32"))
                .build();
        aws.client.modifyRule(r -> r.ruleArn(sticky).conditions(header("Cookie", "*v=blue*"), noClient));
        assertThat(target(get("/", "Cookie", "v=blue"))).isEqualTo("10.0.0.2:8080");
    }

    @Test
    void aChangeOfARuleReachesClientsAfterItsPropagation() throws Exception {
        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(green)));
        aws.world.switches().set(ElbSwitches.RULE_PROPAGATION, Duration.ofSeconds(10));
        aws.advance(Duration.ofSeconds(1));
        assertThat(groupsOfNodes()).containsExactly(List.of(green));

        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(blue)));
        assertThat(groupsOfNodes()).containsExactly(List.of(blue), List.of(green));
        aws.advance(Duration.ofSeconds(9));
        assertThat(target(get("/"))).isEqualTo("10.0.0.2:8080");
        assertThat(groupsOfNodes()).containsExactly(List.of(blue), List.of(green));

        aws.advance(Duration.ofSeconds(2));
        assertThat(target(get("/"))).isEqualTo("10.0.0.1:8080");
        assertThat(groupsOfNodes()).containsExactly(List.of(blue));
    }

    private List<List<String>> groupsOfNodes() {
        return aws.elb.routesOfNodes().stream()
                .map(routes -> routes.stream()
                        .flatMap(route -> route.groups().keySet().stream())
                        .toList())
                .toList();
    }

    @Test
    void aListenerThatIsGoneHasNoChangesOnTheirWay() {
        aws.world.switches().set(ElbSwitches.RULE_PROPAGATION, Duration.ofSeconds(10));
        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(blue)));
        aws.client.deleteListener(r -> r.listenerArn(listener));
        assertThatCode(() -> aws.advance(Duration.ofSeconds(11))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"^v=BLUE$, false, true, 1", "v=blue, false, false, 1", "=blu, true, false, 2", "v=BLUE, true, false, 2"
    })
    void aRegularExpressionMatchesAsTheSwitchesSay(String expression, boolean whole, boolean ignoresCase, int to)
            throws Exception {
        aws.world.switches().set(ElbSwitches.REGEX_MATCHES_WHOLE, whole);
        aws.world.switches().set(ElbSwitches.REGEX_IGNORES_CASE, ignoresCase);
        aws.client.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(green)));
        RuleCondition condition = RuleCondition.builder()
                .field("http-header")
                .httpHeaderConfig(c -> c.httpHeaderName("Cookie").regexValues(expression))
                .build();
        aws.rule(listener, 1, condition, forward(blue));
        aws.advance(Duration.ofSeconds(1));

        assertThat(target(get("/", "Cookie", "v=blue"))).isEqualTo("10.0.0." + to + ":8080");
        assertThat(target(get("/", "Cookie", "v=red"))).isEqualTo("10.0.0.2:8080");
    }

    @Test
    void weightsShareTheRequestsOutAndZeroGetsNone() throws Exception {
        String none = group("none", "10.0.0.3");
        Action weighted = Action.builder()
                .type("forward")
                .forwardConfig(f -> f.targetGroups(weight(blue, 900), weight(green, 100), weight(none, 0)))
                .build();
        aws.rule(listener, 1, path("/w"), weighted);
        aws.advance(Duration.ofSeconds(1));

        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            counts.merge(target(get("/w")), 1, Integer::sum);
        }

        assertThat(counts).containsOnlyKeys("10.0.0.1:8080", "10.0.0.2:8080");
        assertThat(counts.get("10.0.0.1:8080")).isBetween(300, 399);
    }

    private static TargetGroupTuple weight(String group, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(group).weight(weight).build();
    }

    @Test
    void aGroupWithoutTargetsAnswers503AndDoesNotFallThrough() throws Exception {
        String empty = aws.targetGroup("empty").targetGroupArn();
        aws.rule(listener, 1, path("/*"), forward(empty));
        aws.rule(listener, 2, path("/*"), fixed("200", "second"));

        assertThat(get("/").statusCode()).isEqualTo(503);
    }

    @Test
    void drainingTargetsGetNoNewRequests() throws Exception {
        aws.register(blue, "10.0.0.9", 8080);
        aws.rule(listener, 1, path("/*"), forward(blue));
        aws.advance(Duration.ofSeconds(1));
        aws.world.locked(() -> aws.elb.deregister(blue, "10.0.0.1", 8080));

        assertThat(target(get("/"))).isEqualTo("10.0.0.9:8080");
        assertThat(target(get("/"))).isEqualTo("10.0.0.9:8080");
        aws.world.locked(() -> aws.elb.deregister(blue, "10.0.0.9", 8080));
        assertThat(get("/").statusCode()).isEqualTo(503);
    }

    @Test
    void fixedResponsesAndRedirectsAreTheLoadBalancersOwn() throws Exception {
        aws.rule(listener, 1, path("/fixed"), fixed("418", "a teapot"));
        Action redirect = Action.builder()
                .type("redirect")
                .redirectConfig(r -> r.path("/new/#{path}").statusCode("HTTP_302"))
                .build();
        aws.rule(listener, 2, path("/old*"), redirect);

        assertThat(get("/fixed").statusCode()).isEqualTo(418);
        assertThat(get("/fixed").body()).isEqualTo("a teapot");
        HttpResponse<String> moved = get("/old?x=1");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location"))
                .contains(aws.elb.listenerAddress(listener).orElseThrow() + "/new/old?x=1");
    }

    @Test
    void aDeletedListenerNoLongerListens() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        aws.client.deleteListener(r -> r.listenerArn(listener));
        assertThat(aws.elb.listenerAddress(listener)).isEmpty();
    }
}
