package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.links.TargetRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/** A load balancer side whose target states a test decides. Registered targets are healthy, deregistered ones drain. */
public final class ToldTargets implements TargetRegistry {

    public boolean attached = true;
    private final Map<Integer, String> states = new LinkedHashMap<>();

    @Override
    public boolean exists(String targetGroupArn) {
        return true;
    }

    @Override
    public boolean attached(String targetGroupArn) {
        return attached;
    }

    @Override
    public void register(String targetGroupArn, String ip, int port, boolean inert) {
        states.put(port, "healthy");
    }

    @Override
    public void deregister(String targetGroupArn, String ip, int port) {
        states.computeIfPresent(port, (any, old) -> "draining");
    }

    @Override
    public String state(String targetGroupArn, String ip, int port) {
        return states.getOrDefault(port, "unused");
    }

    /** The deregistration delay of every draining target is over. */
    public void finishDraining() {
        states.values().removeIf("draining"::equals);
    }

    /** A healthy target becomes unhealthy; any other stays what it is. */
    public void sicken(int port) {
        states.computeIfPresent(port, (any, old) -> old.equals("healthy") ? "unhealthy" : old);
    }

    public void healAll() {
        states.replaceAll((port, old) -> old.equals("unhealthy") ? "healthy" : old);
    }

    public void tell(int port, String state) {
        states.put(port, state);
    }
}
