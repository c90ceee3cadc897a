package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random lines of sidecars, and the fence that they answer: mostly in order, sometimes with one thing wrong. */
final class LinesMaker {

    static final String NONCE = "ab".repeat(16);

    private final Random random;

    LinesMaker(Random random) {
        this.random = random;
    }

    /** Lines for each task, about the write of the state that {@code parameter} is. */
    Map<String, Evidence> of(List<TaskView> tasks, Lookup<ParameterView> parameter) {
        String state = parameter.found().map(LinesMaker::note).orElse("1@2026-01-01T00:00:00Z");
        Map<String, Evidence> all = new HashMap<>();
        int flaw = random.nextInt(40);
        for (TaskView task : tasks) {
            boolean flawed = flaw < 12 && random.nextInt(3) == 0;
            all.put(task.taskId(), new Evidence.Lines(lines(task.taskId(), state, flawed ? flaw : 99)));
        }
        return all;
    }

    private static List<SidecarLine> lines(String task, String state, int flaw) {
        List<SidecarLine> lines = new ArrayList<>();
        String says = flaw == 0 ? "9@2026-02-01T00:00:00Z" : state;
        Optional<String> answers = flaw == 1 ? Optional.empty() : Optional.of(flaw == 2 ? "cd".repeat(16) : NONCE);
        int late = flaw == 3 ? 60 : flaw == 4 ? -120 : 0;
        if (flaw != 5) {
            lines.add(line(task, "a", flaw == 6 ? 7 : 8, 16 + late, says, answers, flaw != 7, 0));
        }
        lines.add(line(task, "a", 9, 1 + late, says, answers, flaw != 8, flaw == 9 ? 2 : 0));
        if (flaw == 10) {
            lines.add(line(task, "b", 1, 2, says, Optional.empty(), false, 0));
        }
        if (flaw == 11) {
            lines.add(line(task, "a", 10, 30, says, Optional.empty(), false, 1));
        }
        return lines;
    }

    private static SidecarLine line(
            String task, String boot, int seq, int ago, String state, Optional<String> fence, boolean ready, int busy) {
        return new SidecarLine(
                task,
                SnapshotMaker.NOW.minusSeconds(ago),
                boot,
                seq,
                Duration.ofSeconds(15),
                Optional.of(state),
                fence,
                ready,
                busy,
                Map.of(),
                Map.of());
    }

    /** {@code deployment} with a fence, mostly the one that stands. */
    Deployment fenced(Deployment deployment, Routing routing) {
        int dice = random.nextInt(100);
        boolean read = deployment.parameter().unknownBecause().isEmpty();
        if (dice < 15 || !read || deployment.parameter().isMissing() && dice < 70) {
            return deployment;
        }
        String state = deployment.parameter().found().map(LinesMaker::note).orElse("1@2026-01-01T00:00:00Z");
        Fence fence = new Fence(
                dice < 20 ? "ef".repeat(16) : NONCE,
                dice < 25 ? "1@2026-01-01T00:00:00Z" : state,
                dice < 30 ? "0".repeat(64) : digest(rules(deployment, routing)));
        ParameterView parameter = new ParameterView(
                deployment.key().fenceParameter(), fence.json(), SnapshotMaker.NOW.minusSeconds(60), 1);
        return new Deployment(
                deployment.key(),
                deployment.service(),
                deployment.parameter(),
                deployment.tasks(),
                deployment.evidence(),
                deployment.scaling(),
                deployment.targetGroups(),
                deployment.owned(),
                Lookup.of(parameter));
    }

    static Stream<RuleView> rules(Deployment deployment, Routing routing) {
        return routing.listeners().stream()
                .flatMap(listener -> listener.rules().value().orElse(List.of()).stream())
                .filter(rule -> deployment.targetGroups().stream().anyMatch(rule::forwardsTo));
    }

    static String note(ParameterView state) {
        return state.version() + "@" + state.lastModified();
    }

    /** As docs/decisions/0021 has it, written anew. */
    static String digest(Stream<RuleView> rules) {
        String text = rules.map(rule -> rule.arn() + " " + rule.tags().get(Tags.PARKED_AT) + "\n")
                .sorted()
                .collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
