package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentRoutesTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private static RuleView rule(String value, Map<String, String> tags) {
        return rule(new ConditionView("http-header", "Cookie", List.of(value)), tags);
    }

    private static RuleView rule(ConditionView condition, Map<String, String> tags) {
        return new RuleView("rule", "listener", 1, List.of(condition), List.of(new ForwardTarget("tg", 1)), tags);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "v1, true", "N=v1, true", "*; N=v1;*, true", "*N=V1*, true", "*N%3Dv1*, true", "v1.app.example.com, true",
        "v10, false", "N=v10;*, false", "eu-v1, false", "v1-eu, false", "xv1, false", "*, false"
    })
    void anUntaggedRuleIsOwnIfAValueHoldsTheIdAsAWholeWord(String value, boolean own) {
        assertThat(DeploymentRoutes.isOwn(KEY, rule(value, Map.of()))).isEqualTo(own);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "svc-app-v1, true",
        "*=svc-app-v1;*, true",
        "svc-app-v1.internal, true",
        "svc-app-v10, false",
        "xsvc-app-v1, false",
        "svc-app-eu-v1, false",
        "svc-v1, false",
        "app-v1, false"
    })
    void orItsServicesName(String value, boolean own) {
        assertThat(DeploymentRoutes.isOwn(KEY, rule(value, Map.of()))).isEqualTo(own);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "^(.*; ?)?N=v1(;.*)?$, true",
                "v1, true",
                "^v1$, true",
                "\\bv1\\b, true",
                "N=V1(;|$), true",
                "^v1\\.app\\.example\\.com$, true",
                "^svc\\-app\\-v1$, true",
                "^(v0|v1)$, true",
                "^(.*; ?)?N=v10(;.*)?$, false",
                "^v1[0-9]$, false",
                "^v1\\d$, false",
                "^v1.$, false",
                "^v1?$, false",
                "^v1+$, false",
                "^v1{2}$, false",
                "^eu-v1$, false",
                "^eu\\-v1$, false",
                "^.*$, false"
            })
    void anUntaggedRuleIsOwnIfARegularExpressionHoldsTheIdAndNothingLonger(String regex, boolean own) {
        ConditionView condition = new ConditionView("http-header", "Cookie", List.of(), List.of(regex));

        assertThat(DeploymentRoutes.isOwn(KEY, rule(condition, Map.of()))).isEqualTo(own);
    }

    @Test
    void aRuleOfFiveValuesOfEitherKindHasNoRoomForParking() {
        ConditionView four = new ConditionView("http-header", "A", List.of("v1", "2", "3"), List.of());
        ConditionView five = new ConditionView("http-header", "B", List.of(), List.of("^4$", "^5$"));
        RuleView rule =
                new RuleView("rule", "listener", 1, List.of(four, five), List.of(new ForwardTarget("tg", 1)), Map.of());
        ListenerView listener = new ListenerView("listener", "lb", List.of(), Observed.known(List.of(rule)));

        assertThat(DeploymentRoutes.of(KEY, List.of("tg"), List.of(listener)).unparkable())
                .contains(rule);
    }

    @Test
    void aTagDecidesBeforeAnyValue() {
        assertThat(DeploymentRoutes.isOwn(KEY, rule("x", Map.of("deployment_name", "app", "deployment_id", "v1"))))
                .isTrue();
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app", "deployment_id", "v10"))))
                .isFalse();
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app-eu", "deployment_id", "v1"))))
                .isFalse();
    }
}
