package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.inventory.model.Front;
import java.util.Collection;
import java.util.Optional;

/** A listener and the target group that its default action is to forward to. */
public record Pointing(String listenerArn, String groupArn) {

    /**
     * Why a default action is not replaced, with what to do; empty if it may be.
     *
     * @param all those of the same load balancer
     */
    public static Optional<String> refusal(Front front, Collection<Front> all) {
        if (!front.answersItself()) {
            return Optional.empty();
        }
        String others = all.stream()
                .filter(other -> !other.listenerArn().equals(front.listenerArn())
                        && other.routing().equals("forward"))
                .map(other -> other.listenerArn() + " (" + other.where() + ")")
                .reduce((one, other) -> one + " and " + other)
                .orElse("");
        return Optional.of("listener " + front.listenerArn() + " (" + front.where() + "): its default action is a "
                + front.routing()
                + ", which is not replaced; "
                + (others.isEmpty()
                        ? "if clients are to come in there, give it a default action that answers 503 without words first"
                        : "of the same load balancer " + others + " forwards"));
    }
}
