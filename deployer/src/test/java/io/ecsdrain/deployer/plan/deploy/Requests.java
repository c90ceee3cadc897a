package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What verbs are asked to do, where most of it does not matter. */
final class Requests {

    private Requests() {}

    static DeployRequest deploy(
            DeploymentKey key,
            String listener,
            Optional<Integer> count,
            List<Affinity> affinities,
            ScalingRequest scaling,
            Optional<Secret> oidcSecret) {
        return new DeployRequest(
                new Target("prod", Optional.empty(), Optional.empty()),
                key,
                DeployRequest.TaskDefinition.of("app"),
                new ServiceRequest(
                        "app",
                        8080,
                        List.of("subnet-a"),
                        List.of("sg-1"),
                        false,
                        count,
                        Duration.ofMinutes(15),
                        List.of(),
                        false,
                        ServiceDefinition.NONE),
                listener,
                new GroupRequest("/", "200", 10, Optional.empty()),
                affinities,
                scaling,
                oidcSecret,
                Quorum.DEPLOY,
                Optional.empty(),
                Optional.empty(),
                false,
                Duration.ofMinutes(15),
                Duration.ofMinutes(60),
                OutputFormat.TEXT,
                true,
                false);
    }
}
