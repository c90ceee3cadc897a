package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What speaks against a desired count of 0 that rests on a fence, by the words of docs/decisions/0021: the fence has to
 * fit the state and the rules, and every task that speaks by its log must have answered it, confirmed it, and said
 * nothing else since. And truly no session may be there.
 */
final class Answers {

    private static final Pattern FENCE =
            Pattern.compile("\\{\"nonce\":\"([0-9a-f]+)\",\"state\":\"([^\"]+)\",\"rules\":\"([0-9a-f]+)\"}");

    /** So much may a clock be wrong, and a step may pass. */
    private static final long TOLERANCE = 10;

    private record Standing(String nonce, String state, String rules, Instant written) {}

    private final Stage stage;
    private final Seen seen;

    Answers(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    /** Whether the actor could read a line of this task. */
    boolean speaks(Actor actor, DeploymentKey key, Voice voice) {
        return read(actor, key)
                .filter(read ->
                        voice.told().stream().anyMatch(told -> !told.earliest().isAfter(read.at())))
                .isPresent();
    }

    private Optional<Seen.Read> read(Actor actor, DeploymentKey key) {
        return seen.last(actor, "FilterLogEvents", key.id());
    }

    /** What speaks against ending the task. */
    List<String> of(Actor actor, TaskView task, DeploymentKey key, Traffic.Sidecar sidecar) {
        List<String> against = new ArrayList<>();
        Seen.Read lines = read(actor, key).orElseThrow();
        if (seen.firstOf(actor, "FilterLogEvents", key.id()) == lines.seq()) {
            against.add("what its tasks say was not read again");
        }
        Optional<Seen.Read> fenceRead = seen.last(actor, "GetParameters", key.fenceParameter())
                .filter(read -> read.isJustBefore(stage.aws.now()));
        if (fenceRead.isEmpty()) {
            against.add("its fence was not read just before");
            return against;
        }
        Instant shown = fenceRead.get().at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
        Optional<Standing> fence = standing(key, shown);
        if (fence.isEmpty()) {
            against.add("no fence stands");
            return against;
        }
        unfit(actor, key, fence.get(), shown).ifPresent(against::add);
        unanswered(sidecar.voice.orElseThrow(), fence.get(), lines.at())
                .ifPresent(why -> against.add("task " + task.id() + " " + why));
        for (Traffic.Session session : sidecar.sessions) {
            if (session.slipped() || session.begun().isBefore(fence.get().written())) {
                against.add("task " + task.id() + " has a session of " + session.begun() + ", and the fence is of "
                        + fence.get().written());
            }
        }
        return against;
    }

    private Optional<Standing> standing(DeploymentKey key, Instant shown) {
        return stage.traffic.parameters().versionAt(key.fenceParameter(), shown).flatMap(version -> {
            Matcher parts = FENCE.matcher(version.value());
            return parts.matches()
                    ? Optional.of(new Standing(parts.group(1), parts.group(2), parts.group(3), version.at()))
                    : Optional.empty();
        });
    }

    private Optional<String> unfit(Actor actor, DeploymentKey key, Standing fence, Instant shown) {
        // What it read of the state, it may have read before the fence: whether that was just before is judged apart.
        Instant known = seen.last(actor, "GetParameters", key.stateParameter())
                .map(read -> read.at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS)))
                .filter(shown::isAfter)
                .orElse(shown);
        Optional<String> write = stage.traffic
                .parameters()
                .versionAt(key.stateParameter(), known)
                .map(version -> version.number() + "@" + version.at());
        if (!write.equals(Optional.of(fence.state()))) {
            return Optional.of("the fence is of " + fence.state() + ", and its state was written " + write);
        }
        List<RouteView> own = own(key);
        boolean crossed = own.stream().anyMatch(rule -> seen.last(actor, "DescribeRules", rule.listenerArn())
                .filter(read -> seen.changed(rule.arn()) > read.seq())
                .isPresent());
        return crossed || digest(own).equals(fence.rules())
                ? Optional.empty()
                : Optional.of("the fence is of another parking than that of " + own);
    }

    private List<RouteView> own(DeploymentKey key) {
        List<String> groups = stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .map(ServiceView::targetGroups)
                .flatMap(List::stream)
                .toList();
        return stage.aws.elb().routes().stream()
                .filter(rule -> !Grounds.isFront(rule) && groups.stream().anyMatch(rule.groups()::containsKey))
                .toList();
    }

    private static String digest(List<RouteView> own) {
        String all = own.stream()
                .map(rule -> rule.arn() + " " + rule.tags().get("parked_at") + "\n")
                .sorted()
                .collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** By what could be read at {@code read}: two lines in a row that answer, and after them no other. */
    private static Optional<String> unanswered(Voice voice, Standing fence, Instant read) {
        Predicate<Voice.Told> answer = told -> told.ready()
                && told.busy() == 0
                && told.state().equals(Optional.of(fence.state()))
                && told.fence().equals(Optional.of(fence.nonce()));
        Map<String, List<Voice.Told>> byBoot = voice.told().stream()
                .filter(told -> !told.earliest().isAfter(read))
                .collect(Collectors.groupingBy(Voice.Told::boot));
        boolean answered = false;
        for (List<Voice.Told> boot : byBoot.values()) {
            Optional<Voice.Told> newest = boot.stream()
                    .filter(told -> !told.latest().isAfter(read))
                    .max(Comparator.comparing(Voice.Told::seq));
            // One that cannot be told from silence may be left out of account.
            if (newest.filter(told -> isFresh(told, read, -TOLERANCE) && !answer.test(told))
                            .isPresent()
                    && boot.stream().noneMatch(told -> told.seq() > newest.get().seq())) {
                return Optional.of("said last " + newest.get());
            }
            answered |= boot.stream()
                    .anyMatch(told -> answer.test(told)
                            && isFresh(told, read, TOLERANCE)
                            && boot.stream().anyMatch(one -> one.seq() == told.seq() - 1 && answer.test(one)));
        }
        return answered ? Optional.empty() : Optional.of("has not answered " + fence);
    }

    private static boolean isFresh(Voice.Told told, Instant read, long tolerance) {
        return told.at().plus(Voice.BEAT.multipliedBy(3)).plusSeconds(tolerance).isAfter(read);
    }
}
