package io.ecsdrain.localaws.loadbalancer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The targets of one target group, taken in turn. */
public final class TargetPool {

    private final String name;
    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param name as a metric's dimension has it, {@code targetgroup/name/id} */
    public TargetPool(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    public void add(Backend backend) {
        backends.add(backend);
    }

    public void remove(Backend backend) {
        backends.remove(backend);
    }

    /**
     * The next healthy target; if none is healthy, the next of the others (fail open); empty if all drain or none is.
     */
    public Optional<Backend> next() {
        Optional<Backend> healthy = next(Backend.Preference.HEALTHY);
        return healthy.isPresent() ? healthy : next(Backend.Preference.LAST_RESORT);
    }

    private Optional<Backend> next(Backend.Preference wanted) {
        List<Backend> candidates =
                backends.stream().filter(b -> b.preference() == wanted).toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())));
    }
}
