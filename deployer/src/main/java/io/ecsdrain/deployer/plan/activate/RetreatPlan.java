package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writes that lead a name back from a deployment that was registered as live and cannot become it. */
public final class RetreatPlan {

    private RetreatPlan() {}

    /**
     * What makes {@code fallback} the live one again. Nothing, if {@code key} is not to be live any more: another
     * actor's write is newer then, and converge sees to it.
     */
    public static List<Write> register(NameView view, DeploymentKey key, DeploymentKey fallback) {
        if (!view.live().equals(Optional.of(key))) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.PutRegister(fallback));
        if (!view.says(fallback, DeploymentState.ACTIVE)) {
            writes.add(new Write.PutState(fallback, DeploymentState.ACTIVE));
        }
        return writes;
    }

    /** What makes {@code key} drain again, if it is active; only once no default action leads to it. */
    public static List<Write> drain(NameView view, DeploymentKey key) {
        if (!view.says(key, DeploymentState.ACTIVE)) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.PutState(key, DeploymentState.DRAINING));
        view.service(key)
                .filter(service -> service.isTagged(TagState.ACTIVE))
                .ifPresent(service -> writes.add(new Write.TagService(
                        service.name(), service.arn(), Map.of(Tags.STATE, TagState.DRAINING.word()))));
        return writes;
    }
}
