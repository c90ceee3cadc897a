package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The executor tells actions apart by their types, which the compiler of Java 17 does not check: an action that it
 * forgot is found here, and not by the first deployment that needs it.
 */
class EveryActionTest {

    private static final DeploymentKey NOT_THERE = new DeploymentKey("app", "v0");

    /** One value of each type that actions are made of. */
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "x"),
            Map.entry(int.class, 10),
            Map.entry(boolean.class, true),
            Map.entry(List.class, List.of()),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(TagState.class, TagState.DRAINING),
            Map.entry(Grounds.class, Grounds.DRAINING),
            Map.entry(Attachments.class, new Attachments(List.of(), List.of())),
            Map.entry(RuleRef.class, new RuleRef("arn:rule", "arn:listener")),
            Map.entry(
                    ParameterView.class, new ParameterView(NOT_THERE.stateParameter(), "draining", Instant.EPOCH, 1)));

    @Test
    void theExecutorKnowsThemAll() throws ReflectiveOperationException {
        try (ReaperCluster cluster = new ReaperCluster()) {
            LiveExecutor executor = cluster.executor();
            for (Class<?> type : Action.class.getPermittedSubclasses()) {
                Outcome outcome = executor.execute(NOT_THERE, action(type));
                // It throws for one that it does not know.
                assertThat(outcome).as("%s", type.getSimpleName()).isNotInstanceOf(Outcome.Skipped.class);
            }
        }
    }

    private static Action action(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(types).map(VALUES::get).toArray();
        return (Action) type.getDeclaredConstructor(types).newInstance(values);
    }
}
