package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** A listener that has its clients log in: no way to a deployment leads past that. */
class LoginOverTheWireTest {

    private static final String SECRET = "s3cr3t-of-the-client";
    private static final Map<String, String> VARIABLES = Map.of("OIDC_SECRET", SECRET);

    private final TestCloud cloud = new TestCloud();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Action login(String type) {
        Action.Builder action = Action.builder().type(type).order(1);
        switch (type) {
            case "authenticate-oidc" ->
                action.authenticateOidcConfig(oidc -> oidc.issuer("https://idp.example.com")
                        .authorizationEndpoint("https://idp.example.com/a")
                        .tokenEndpoint("https://idp.example.com/t")
                        .userInfoEndpoint("https://idp.example.com/u")
                        .clientId("client")
                        .clientSecret(SECRET));
            case "authenticate-cognito" ->
                action.authenticateCognitoConfig(cognito -> cognito.userPoolArn(
                                "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a")
                        .userPoolClientId("client")
                        .userPoolDomain("shop"));
            default ->
                action.jwtValidationConfig(
                        jwt -> jwt.issuer("https://idp.example.com").jwksEndpoint("https://idp.example.com/jwks"));
        }
        return action.build();
    }

    private String listener(String type) {
        Action noneLive = Action.builder()
                .type("fixed-response")
                .order(2)
                .fixedResponseConfig(answer -> answer.statusCode("503"))
                .build();
        return cloud.team
                .elb()
                .createListener(create -> create.loadBalancerArn(cloud.balancer)
                        .protocol(ProtocolEnum.HTTPS)
                        .port(443)
                        .certificates(Certificate.builder()
                                .certificateArn("arn:aws:acm:eu-west-1:123456789012:certificate/1")
                                .build())
                        .defaultActions(login(type), noneLive))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private Ran deploy(String id, String listener, String... more) {
        String[] arguments = cloud.deployment("app", id, "--listener", listener, "--affinity", "cookie:deployment");
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return cloud.run(VARIABLES, all);
    }

    @ParameterizedTest
    @CsvSource({"authenticate-oidc, 302", "authenticate-cognito, 302", "jwt-validation, 401"})
    void neitherCookieNorDefaultActionLeadsPastTheLogin(String type, int stopped) throws Exception {
        String listener = listener(type);

        Ran ran = deploy("v1", listener, "--oidc-secret-from", "OIDC_SECRET");
        Ran next = deploy("v2", listener, "--oidc-secret-from", "OIDC_SECRET");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(next.err() + next.out()).doesNotContain(SECRET);
        assertThat(defaultTypes(listener)).containsExactly(type, "forward");
        for (String cookie : List.of("deployment=v1", "deployment=v2", "none=1")) {
            assertThat(get(listener, "Cookie", cookie).statusCode()).as(cookie).isEqualTo(stopped);
            assertThat(get(listener, "Cookie", cookie + "; AWSELBAuthSessionCookie-0=x", "Authorization", "Bearer x")
                            .statusCode())
                    .as(cookie)
                    .isEqualTo(200);
        }
    }

    @Test
    void aRollbackKeepsTheLoginToo() {
        String listener = listener("authenticate-oidc");
        deploy("v1", listener, "--oidc-secret-from", "OIDC_SECRET");
        deploy("v2", listener, "--oidc-secret-from", "OIDC_SECRET");

        Ran ran = cloud.run("rollback", "--deployment-name", "app", "--to", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(defaultTypes(listener)).containsExactly("authenticate-oidc", "forward");
    }

    @Test
    void withoutTheSecretNothingIsWritten() {
        String listener = listener("authenticate-oidc");
        long seq = cloud.lastCall();

        Ran ran = deploy("v1", listener);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("--oidc-secret-from");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void aVariableThatIsNotSetIsBadUsage() {
        Ran ran = deploy("v1", cloud.listener, "--oidc-secret-from", "NO_SUCH");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "--oidc-secret-from must be the name of an environment variable that is set, but is 'NO_SUCH'");
    }

    @Test
    void whatAwsRefusesAboutTheListenerItRefusesBeforeAnythingElse() {
        String listener = listener("authenticate-oidc");
        deploy("v1", listener, "--oidc-secret-from", "OIDC_SECRET");
        cloud.aws.switches().set(ElbSwitches.LISTENER_KEEPS_CLIENT_SECRET, false);
        long seq = cloud.lastCall();

        Ran ran = deploy("v2", listener, "--oidc-secret-from", "OIDC_SECRET");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("not even as it is: ValidationError");
        assertThat(cloud.writesSince(seq)).containsExactly("ModifyListener");
        assertThat(cloud.value("/apps/app/live")).contains("v1");
    }

    @Test
    void aRollbackIsRefusedThenAsEarly() {
        String listener = listener("authenticate-oidc");
        deploy("v1", listener, "--oidc-secret-from", "OIDC_SECRET");
        deploy("v2", listener, "--oidc-secret-from", "OIDC_SECRET");
        cloud.aws.switches().set(ElbSwitches.LISTENER_KEEPS_CLIENT_SECRET, false);
        long seq = cloud.lastCall();

        Ran ran = cloud.run("rollback", "--deployment-name", "app", "--to", "v1");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(cloud.writesSince(seq)).containsExactly("ModifyListener");
    }

    private List<String> defaultTypes(String listener) {
        return cloud
                .team
                .elb()
                .describeListeners(describe -> describe.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions()
                .stream()
                .map(Action::typeAsString)
                .toList();
    }

    private HttpResponse<String> get(String listener, String... headers) throws Exception {
        URI address = cloud.aws.elb().listenerAddress(listener).orElseThrow();
        return http.send(
                HttpRequest.newBuilder(address).headers(headers).build(), HttpResponse.BodyHandlers.ofString());
    }
}
