package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

class ActionsAgainTest {

    private static final Action FORWARD = Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .order(2)
            .targetGroupArn("tg/old")
            .build();

    private static final Action LOGIN = Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .order(1)
            .authenticateOidcConfig(oidc -> oidc.clientId("client").clientSecret("shown by mistake"))
            .build();

    private static final Action LOGIN_AGAIN = Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .order(1)
            .authenticateOidcConfig(oidc -> oidc.clientId("client").useExistingClientSecret(true))
            .build();

    @Test
    void aLoginKeepsItsSecretAndAllElseIsSentAsItWasRead() {
        assertThat(ActionsAgain.same(List.of(LOGIN, FORWARD))).containsExactly(LOGIN_AGAIN, FORWARD);
    }

    @Test
    void aForwardTakesThePlaceOfWhateverRoutesBehindTheSameLogin() {
        Action answer = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .order(2)
                .fixedResponseConfig(fixed -> fixed.statusCode("503"))
                .build();
        Action to = FORWARD.toBuilder().targetGroupArn("tg/new").build();

        assertThat(ActionsAgain.forwarding(List.of(LOGIN, FORWARD), "tg/new")).containsExactly(LOGIN_AGAIN, to);
        assertThat(ActionsAgain.forwarding(List.of(answer), "tg/new")).containsExactly(to);
    }

    @Test
    void whereTheListHadNoOrderItGetsNone() {
        Action read = FORWARD.toBuilder().order(null).build();

        assertThat(ActionsAgain.forwarding(List.of(read), "tg/new"))
                .containsExactly(read.toBuilder().targetGroupArn("tg/new").build());
    }
}
