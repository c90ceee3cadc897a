package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private static RuleView rule(String value, Map<String, String> tags) {
        return new RuleView(
                "rule",
                "listener",
                1,
                List.of(new ConditionView("http-header", "Cookie", List.of(value))),
                List.of(new ForwardTarget("tg", 1)),
                tags);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "v1, true", "N=v1, true", "*; N=v1;*, true", "*N=V1*, true", "*N%3Dv1*, true", "v1.app.example.com, true",
        "v10, false", "N=v10;*, false", "eu-v1, false", "v1-eu, false", "xv1, false", "*, false"
    })
    void anUntaggedRuleIsOwnIfAValueHoldsTheIdAsAWholeWord(String value, boolean own) {
        assertThat(Routes.isOwn(KEY, rule(value, Map.of()))).isEqualTo(own);
    }

    @Test
    void aTagDecidesBeforeAnyValue() {
        assertThat(Routes.isOwn(KEY, rule("x", Map.of("deployment_name", "app", "deployment_id", "v1"))))
                .isTrue();
        assertThat(Routes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app", "deployment_id", "v10"))))
                .isFalse();
        assertThat(Routes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app-eu", "deployment_id", "v1"))))
                .isFalse();
    }
}
