package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whether a fence still says what is so: a later write of the state, or a rule that was led back meanwhile, makes it
 * void.
 */
public final class Fences {

    private Fences() {}

    /**
     * Names the parking of {@code own}: the ARN of each rule and when it was parked. A rule that was un-parked and
     * parked again has another time.
     *
     * @param own the deployment's own rules; it may have none
     * @return 64 hexadecimal digits; empty if a rule is not parked, or does not say since when
     */
    public static Optional<String> digest(List<RuleView> own) {
        List<String> parkings = new ArrayList<>();
        for (RuleView rule : own) {
            String parkedAt = rule.tags().get(Tags.PARKED_AT);
            if (!rule.isParked() || parkedAt == null) {
                return Optional.empty();
            }
            parkings.add(rule.arn() + " " + parkedAt + "\n");
        }
        parkings.sort(null);
        return Optional.of(HexFormat.of()
                .formatHex(sha256().digest(String.join("", parkings).getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The fence that stands.
     *
     * @param parameter the fence parameter
     * @param state the state parameter as it is now
     * @param own the deployment's own rules as they are now
     * @return empty if there is none, or if it is void
     */
    public static Optional<Fence> standing(Optional<ParameterView> parameter, ParameterView state, List<RuleView> own) {
        return parameter
                .flatMap(found -> Fence.parse(found.value()))
                .filter(fence -> fence.state().equals(DrainStart.note(state)))
                .filter(fence -> digest(own).filter(fence.rules()::equals).isPresent());
    }

    /**
     * Why what the tasks have answered proves nothing any more; empty if the fence stands still.
     *
     * @param answered the fence parameter whose nonce they answered
     * @param now the same parameter as it is now
     * @param state the write of the state that it belongs to
     * @param own the deployment's own rules as they are now
     */
    public static Optional<String> gone(
            ParameterView answered, Optional<ParameterView> now, ParameterView state, List<RuleView> own) {
        boolean stands = now.filter(answered::equals).isPresent()
                && standing(now, state, own).isPresent();
        return stands ? Optional.empty() : Optional.of("the fence that its tasks have answered stands no more");
    }
}
