package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Unreadable;
import java.util.Collection;
import java.util.List;

/** Reads all listeners of load balancers anew: one that was added since the snapshot must not be missed. */
final class ListenersAnew {

    private final RoundReader reader;

    ListenersAnew(RoundReader reader) {
        this.reader = reader;
    }

    private List<LiveListener> of(Collection<String> loadBalancerArns) {
        return loadBalancerArns.stream()
                .flatMap(balancer -> Unreadable.require(reader.listenersOf(balancer)).stream())
                .toList();
    }

    /**
     * With those of their rules that the round is about.
     *
     * @throws Unreadable if one could not be read
     */
    List<ListenerView> withRules(Collection<String> loadBalancerArns) {
        return of(loadBalancerArns).stream()
                .map(listener -> listener.with(Unreadable.require(reader.rules(listener.arn()))))
                .toList();
    }
}
