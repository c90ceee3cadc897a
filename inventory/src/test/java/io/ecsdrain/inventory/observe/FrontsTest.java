package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.NoLiveResponse;
import io.ecsdrain.inventory.model.Front;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

class FrontsTest {

    private static final Action FORWARD =
            Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn("tg").build();

    private static Front front(Action... defaultActions) {
        return Fronts.of(Listener.builder()
                .listenerArn("listener")
                .protocol(ProtocolEnum.HTTPS)
                .port(443)
                .defaultActions(defaultActions)
                .build());
    }

    private static Action answer(String status, String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(answer ->
                        answer.statusCode(status).contentType("text/plain").messageBody(body))
                .build();
    }

    @Test
    void itTellsLoginsFromTheOneActionThatRoutes() {
        Action oidc = Action.builder().type(ActionTypeEnum.AUTHENTICATE_OIDC).build();
        Action token = Action.builder().type(ActionTypeEnum.JWT_VALIDATION).build();

        assertThat(front(oidc, token, FORWARD))
                .isEqualTo(new Front(
                        "listener", "HTTPS 443", List.of("authenticate-oidc", "jwt-validation"), "forward", false));
        assertThat(front(FORWARD)).isEqualTo(new Front("listener", "HTTPS 443", List.of(), "forward", false));
        assertThat(front().routing()).isEqualTo("nothing");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "503, , true",
        "503, '', true",
        "503, ' ', true",
        "503, '" + NoLiveResponse.BODY + "', true",
        "503, 'We are back at noon', false",
        "404, , false",
        "200, '', false"
    })
    void anAnswerIsVacantIfItIsTheBaselinesOrA503WithoutWords(String status, String body, boolean vacant) {
        Front front = front(answer(status, body));

        assertThat(front.vacant()).isEqualTo(vacant);
        assertThat(front.answersItself()).isEqualTo(!vacant);
    }

    @Test
    void onlyOidcHidesASecretAndAForwardIsNoAnswerOfItsOwn() {
        Action cognito =
                Action.builder().type(ActionTypeEnum.AUTHENTICATE_COGNITO).build();
        Action oidc = Action.builder().type(ActionTypeEnum.AUTHENTICATE_OIDC).build();

        assertThat(front(oidc, FORWARD).hidesASecret()).isTrue();
        assertThat(front(cognito, FORWARD).hidesASecret()).isFalse();
        assertThat(front(FORWARD).answersItself()).isFalse();
    }
}
