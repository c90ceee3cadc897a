package io.ecsdrain.inventory.aws;

import io.ecsdrain.inventory.model.ForwardTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Actions that were read from AWS, as they may be sent again: ModifyListener and ModifyRule want the complete list. */
public final class ActionsAgain {

    /**
     * Exactly one action routes, and comes last; before it others may have clients log in ({@code Action}, API
     * reference).
     */
    private static final Set<ActionTypeEnum> LOGINS = Set.of(
            ActionTypeEnum.AUTHENTICATE_OIDC, ActionTypeEnum.AUTHENTICATE_COGNITO, ActionTypeEnum.JWT_VALIDATION);

    private ActionsAgain() {}

    /** Whether the action has clients log in, or show a token, before they are routed. */
    public static boolean isLogin(Action action) {
        return LOGINS.contains(action.type());
    }

    /**
     * The same list. Describe never returns an OIDC client's secret; {@code UseExistingClientSecret} says that it stays
     * ({@code AuthenticateOidcActionConfig}, API reference).
     */
    public static List<Action> same(List<Action> read) {
        return read.stream().map(ActionsAgain::same).toList();
    }

    private static Action same(Action action) {
        return action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                        .authenticateOidcConfig(action.authenticateOidcConfig().toBuilder()
                                .clientSecret(null)
                                .useExistingClientSecret(true)
                                .build())
                        .build();
    }

    /** The same logins, and then a forward to the target group alone, in the place of whatever routes now. */
    public static List<Action> forwarding(List<Action> read, String targetGroupArn) {
        return routing(read, Action.builder().targetGroupArn(targetGroupArn));
    }

    /** The same with a forward to several, each by its weight; no client is bound to one of them. */
    public static List<Action> sharing(List<Action> read, List<ForwardTarget> targets) {
        return routing(
                read,
                Action.builder()
                        .forwardConfig(forward -> forward.targetGroups(targets.stream()
                                .map(target -> TargetGroupTuple.builder()
                                        .targetGroupArn(target.targetGroupArn())
                                        .weight(target.weight())
                                        .build())
                                .toList())));
    }

    private static List<Action> routing(List<Action> read, Action.Builder forward) {
        List<Action> actions = new ArrayList<>();
        Integer order = null;
        for (Action action : same(read)) {
            if (isLogin(action)) {
                actions.add(action);
            } else {
                order = action.order();
            }
        }
        // Orders are kept where the list had them.
        actions.add(forward.type(ActionTypeEnum.FORWARD).order(order).build());
        return actions;
    }
}
