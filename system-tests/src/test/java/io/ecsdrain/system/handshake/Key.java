package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a {@link World}, and all that differ from it in nothing that matters: in when it is, in what the fences are
 * called, and in times that are too long ago for any rule.
 */
record Key(long one, long other) {

    static Key of(World world) {
        Text text = new Text(world.now);
        world.tell(text);
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    MessageDigest.getInstance("MD5").digest(text.all.toString().getBytes(StandardCharsets.ISO_8859_1)));
            return new Key(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is told of a world. */
    static final class Text {

        private static final Pattern TIME = Pattern.compile("(?<!\\d)\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

        /** So many steps, and longer than anything is waited for but the next parking. */
        private static final long LONG_AGO = 4;

        /** Longer than the second pause between two parkings. */
        private static final long LONGER_AGO = 13;

        private final StringBuilder all = new StringBuilder(1024);
        private final Instant now;
        private final Map<String, Integer> names = new HashMap<>();

        Text(Instant now) {
            this.now = now;
        }

        Text say(Object plain) {
            all.append(plain).append(' ');
            return this;
        }

        /** How many steps ago. */
        Text time(Instant then) {
            return say(Math.min(LONG_AGO, ago(then)));
        }

        private long ago(Instant then) {
            return Math.floorDiv(Duration.between(then, now).toMillis(), Task.STEP.toMillis());
        }

        Text time(Optional<Instant> then) {
            return then.map(this::time).orElseGet(() -> say("never"));
        }

        /** What stands for nothing but itself, as that which was named as the first, second or third. */
        Text name(Optional<String> name) {
            return say(name.map(text -> names.computeIfAbsent(text, any -> names.size()))
                    .orElse(-1));
        }

        Text fence(Optional<Fence> fence) {
            return name(fence.map(Fence::nonce)).name(fence.map(Fence::state)).name(fence.map(Fence::rules));
        }

        Text fenceParameter(Optional<ParameterView> parameter) {
            return fence(parameter.map(ParameterView::value).flatMap(Fence::parse));
        }

        /** A write of the state: how far two are apart matters as well. */
        Text write(ParameterView state) {
            return say(state.version()).name(Optional.of(DrainStart.note(state)));
        }

        /** Whatever has times in it. */
        Text words(Object any) {
            return say(TIME.matcher(String.valueOf(any))
                    .replaceAll(found -> String.valueOf(Math.min(LONGER_AGO, ago(Instant.parse(found.group()))))));
        }
    }
}
