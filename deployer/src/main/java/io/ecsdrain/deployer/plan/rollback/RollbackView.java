package io.ecsdrain.deployer.plan.rollback;

import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.List;

/**
 * What {@code rollback} looks at before its first write.
 *
 * @param groups the target groups of the deployment's service, those that still exist
 * @param listeners those of the load balancers that the groups hang on, with their rules
 * @param fronts what their default actions do
 * @param owners whose the target groups of their default actions are
 */
public record RollbackView(
        NameView name, List<TargetGroupView> groups, List<ListenerView> listeners, List<Front> fronts, Owners owners) {

    public RollbackView {
        groups = List.copyOf(groups);
        listeners = List.copyOf(listeners);
        fronts = List.copyOf(fronts);
    }
}
