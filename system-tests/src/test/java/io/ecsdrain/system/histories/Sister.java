package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Another cluster of the same account, with deployments and a reaper of its own: one scaled to zero, one that drains,
 * one that is live, with rules on our listener too. Half of the time an older deployer made them, which did not tag the
 * cluster. Neither cluster's programs may change anything of the other's.
 */
final class Sister {

    private static final String CLUSTER = "my-cluster";
    private static final int PORT = 8445;
    private static final int FIRST_RULE = 47_001;
    private static final ClusterFixture FIXTURE = new ClusterFixture(
            CLUSTER, Stage.CLIENTS.ecs(), Stage.CLIENTS.elb(), Stage.CLIENTS.ssm(), Stage.CLIENTS.scaling());

    private final Stage stage;
    private final boolean tagged;
    private final String listener;
    /** Parts of it as calls name them: ARNs, names. */
    private final Set<String> parts = new HashSet<>();

    private int rules = FIRST_RULE;

    Sister(Stage stage, Random random) {
        this.stage = stage;
        this.tagged = random.nextBoolean();
        String name = random.nextBoolean() ? "app-e" : "blog";
        FIXTURE.createCluster();
        listener = FIXTURE.listener(stage.balancer, PORT);
        parts.add(listener);
        deployment(Worlds.key(name, 91, false), "draining", 0);
        deployment(Worlds.key(name, 92, false), "draining", 1);
        DeploymentKey live = Worlds.key(name, 93, false);
        FIXTURE.defaultAction(listener, deployment(live, "active", 1));
        parameter("/apps/" + name + "/live", live.id());
    }

    private String deployment(DeploymentKey key, String state, int desired) {
        Map<String, String> tags = tagged
                ? DeploymentTags.route(key, stage.aws.now(), CLUSTER)
                : DeploymentTags.route(key, stage.aws.now());
        String group = FIXTURE.targetGroup("s-" + key.id(), tags);
        parts.add(group);
        parts.add(FIXTURE.affinityRule(listener, rules, key, group, tags));
        parts.add(FIXTURE.affinityRule(stage.listeners.get("app"), rules++, key, group, tags));
        FIXTURE.service(key.serviceName(), desired, DeploymentTags.service(key, state), group);
        parts.add(key.serviceName());
        parameter(key.stateParameter(), state);
        return group;
    }

    private void parameter(String name, String value) {
        parts.add(name);
        FIXTURE.parameter(name, value);
        stage.aws.lastCall().ifPresent(call -> stage.traffic.parameters().see(call, "others"));
    }

    /** A run of its own reaper, for every name. */
    void reap() {
        Map<String, String> variables = new TreeMap<>(stage.draw.reaper());
        variables.put("CLUSTER", CLUSTER);
        variables.remove("DEPLOYMENT_NAME");
        new Reaper(
                        Stage.CLIENTS,
                        ReaperConfig.parse(variables),
                        stage.aws::now,
                        ConvergeSettings.DEFAULT.waiting(stage::await))
                .run();
    }

    boolean has(String arn) {
        return parts.contains(arn);
    }

    /** Which part of it the call names; a rule more on its listener changes nothing of it. */
    Optional<String> touchedBy(CallRecord call) {
        boolean more = call.operation().equals("CreateRule");
        String input = (more ? call.input().path("Actions") : call.input()).toString();
        return parts.stream()
                .filter(part -> input.contains('"' + part + '"') || input.contains('/' + part + '"'))
                .findFirst();
    }
}
