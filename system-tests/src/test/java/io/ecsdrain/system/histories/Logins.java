package io.ecsdrain.system.histories;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** Listeners that have their clients log in: what our programs write on one has them log in too. */
final class Logins {

    static final String SECRET = "secret-of-the-client";

    private static final AwsClients AWS = Stage.CLIENTS;
    private static final Set<String> ROUTED = Set.of("forward", "redirect", "fixed-response");

    private final Stage stage;
    private final Map<String, Boolean> before = new HashMap<>();

    Logins(Stage stage) {
        this.stage = stage;
    }

    /** Takes in how the listeners are now. */
    void look() {
        stage.aws.elb().routes().stream()
                .filter(RouteView::isDefault)
                .forEach(rule -> before.put(rule.listenerArn(), asks(rule)));
    }

    private static boolean asks(RouteView rule) {
        return !ROUTED.containsAll(rule.actions());
    }

    /** Whether a call that made a rule or changed a listener leads past the login that stood there. */
    Optional<String> passedBy(CallRecord call) {
        // Only deploy makes rules; whether one that a hand outside makes leads past a login is that hand's affair.
        boolean ways = call.operation().equals("ModifyListener")
                || call.operation().equals("CreateRule")
                        && Actor.current().flatMap(actor -> actor.errand).isPresent();
        if (!ways || !before.getOrDefault(call.input().get("ListenerArn").asText(), false)) {
            return Optional.empty();
        }
        String actions = call.input().toString();
        return actions.contains("\"authenticate-") || actions.contains("\"jwt-validation\"")
                ? Optional.empty()
                : Optional.of("call " + call.seq() + " " + call.operation() + " leads past the login of its listener");
    }

    /** A listener behind which no deployment serves yet; {@code login} is the type of an action, or empty. */
    static String listener(String balancer, int port, String login) {
        if (login.isEmpty()) {
            return Stage.FIXTURE.listener(balancer, port);
        }
        Action noneLive = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .order(2)
                .fixedResponseConfig(answer -> answer.statusCode("503"))
                .build();
        return AWS.elb()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTPS)
                        .port(port)
                        .certificates(Certificate.builder()
                                .certificateArn("arn:aws:acm:eu-west-1:123456789012:certificate/1")
                                .build())
                        .defaultActions(login(login), noneLive))
                .listeners()
                .get(0)
                .listenerArn();
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

    /** As a team does it that knows its listener: the login stays. */
    static void point(String listener, String group) {
        List<Action> actions = new ArrayList<>();
        AWS
                .elb()
                .describeListeners(describe -> describe.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions()
                .stream()
                .filter(action -> !ROUTED.contains(action.typeAsString()))
                .map(Logins::again)
                .forEach(actions::add);
        actions.add(Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(2)
                .targetGroupArn(group)
                .build());
        AWS.elb().modifyListener(modify -> modify.listenerArn(listener).defaultActions(actions));
    }

    private static Action again(Action action) {
        return action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                        .authenticateOidcConfig(action.authenticateOidcConfig().toBuilder()
                                .useExistingClientSecret(true)
                                .build())
                        .build();
    }
}
