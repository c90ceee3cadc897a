package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.elbv2.RouteView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * Listeners that belong to others from the start. A name may have nothing but rules on one: then its team leads new
 * clients to it by a host name, with a rule of its own that is no affinity rule; or it has rules on one besides a
 * listener of its own.
 */
final class Grounds {

    /** How the host ends by which a name without a listener of its own is reached. */
    private static final String HOST = ".example.com";

    private static final int BRANCHES = 2000;

    private static final AwsClients AWS = Stage.CLIENTS;

    private final Stage stage;
    private final Map<String, String> fronts = new HashMap<>();
    private Optional<String> elsewhere = Optional.empty();

    Grounds(Stage stage) {
        this.stage = stage;
    }

    /** Another's listener, on which the first name has rules besides its own. */
    void elsewhere(String listener) {
        elsewhere = Optional.of(listener);
    }

    /** Whether it is by this rule that new clients come. */
    static boolean isFront(RouteView rule) {
        return rule.isDefault() || rule.values().stream().anyMatch(value -> value.endsWith(HOST));
    }

    /** The rule by which new clients come to a name that has no listener of its own. */
    Optional<String> front(String name) {
        return Optional.ofNullable(fronts.get(name));
    }

    /** Leads new clients to the deployment, as the team does that has only rules. */
    void lead(DeploymentKey key, String group) {
        String known = fronts.get(key.name());
        if (known != null) {
            AWS.elb().modifyRule(modify -> modify.ruleArn(known).actions(ClusterFixture.forward(group)));
            return;
        }
        fronts.put(
                key.name(),
                AWS.elb()
                        .createRule(create -> create.listenerArn(stage.listener(key))
                                .priority(100)
                                .conditions(RuleCondition.builder()
                                        .field("host-header")
                                        .hostHeaderConfig(host -> host.values(key.name() + HOST))
                                        .build())
                                .actions(ClusterFixture.forward(group)))
                        .rules()
                        .get(0)
                        .ruleArn());
    }

    /** A second affinity rule of the deployment, on the listener that is another's; tagged by those who know how. */
    void settle(DeploymentKey key) {
        Optional<ServiceView> service = stage.aws.ecs().services().stream()
                .filter(found -> found.name().equals(key.serviceName()))
                .findFirst();
        if (elsewhere.isEmpty()
                || service.isEmpty()
                || !key.name().equals(stage.draw.names().get(0))) {
            return;
        }
        String group = service.get().targetGroups().get(0);
        if (stage.draw.random().nextBoolean()) {
            Map<String, String> tags = DeploymentTags.route(key, stage.aws.now(), Stage.CLUSTER);
            Stage.FIXTURE.affinityRule(elsewhere.get(), BRANCHES + number(key), key, group, tags);
        } else {
            Team.rule(stage, elsewhere.get(), BRANCHES + number(key), key, group);
        }
    }

    /** The number that makes up a deployment's id. */
    static int number(DeploymentKey key) {
        return Integer.parseInt(key.id().substring(13, 15));
    }

    /** Whose the listener's default action is to be, of the names that are played here. */
    boolean isOf(String name, String listener) {
        return listener.equals(stage.listeners.get(name)) && !stage.draw.lodges(name);
    }
}
