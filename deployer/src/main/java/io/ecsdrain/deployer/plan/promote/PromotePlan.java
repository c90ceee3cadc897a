package io.ecsdrain.deployer.plan.promote;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.ActivatePlan;
import io.ecsdrain.deployer.plan.activate.ManagedElsewhere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.deploy.CanaryStart;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a canary is made live. Converge does the rest: the default action first, then the others drain.
 *
 * @param refusal why nothing may be written
 * @param activation what is written
 */
public record PromotePlan(Optional<String> refusal, ActivatePlan activation) {

    /** @param view holds the deployment, which is not live */
    public static PromotePlan of(NameView view, DeploymentKey key, Duration deployTimeout) {
        ActivatePlan activation = ActivatePlan.of(view, key, true, deployTimeout);
        Optional<String> refusal = Stream.of(
                        ManagedElsewhere.refusal("promote", key, view.service(key)),
                        noCanary(view, key),
                        activation.refusal())
                .flatMap(Optional::stream)
                .findFirst();
        return new PromotePlan(refusal, activation);
    }

    private static Optional<String> noCanary(NameView view, DeploymentKey key) {
        if (CanaryStart.isUnderWay(view, key)) {
            return Optional.empty();
        }
        if (CanaryStart.isMarked(view, key)) {
            return Optional.of("the canary " + key.id() + " is over: deploy under a new id");
        }
        return Optional.of(key.id() + " is no canary, which deploy --steps makes: ./drain activate --deployment-id "
                + key.id() + " makes a new deployment live, ./drain rollback --to " + key.id() + " an old one");
    }
}
