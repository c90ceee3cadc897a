package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.ActionsAgain;
import io.ecsdrain.inventory.model.Front;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** What AWS answers about listeners, as {@link Front}s. */
public final class Fronts {

    private Fronts() {}

    public static Front of(Listener listener) {
        List<Action> actions = listener.defaultActions();
        return new Front(
                listener.listenerArn(),
                listener.protocolAsString() + " " + listener.port(),
                actions.stream()
                        .filter(ActionsAgain::isLogin)
                        .map(Action::typeAsString)
                        .toList(),
                actions.stream()
                        .filter(action -> !ActionsAgain.isLogin(action))
                        .map(Action::typeAsString)
                        .findFirst()
                        .orElse("nothing"),
                RouteViews.isVacant(actions) || actions.stream().anyMatch(Fronts::isBare));
    }

    /** A team that wants to tell clients something adds words. */
    private static boolean isBare(Action action) {
        FixedResponseActionConfig answer = action.fixedResponseConfig();
        return answer != null
                && "503".equals(answer.statusCode())
                && (answer.messageBody() == null || answer.messageBody().isBlank());
    }
}
