package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.lifecycle.execute.write.ParameterWriter;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Writes the question to the tasks, and takes it back. */
final class FenceActions {

    private static final int NONCE_BYTES = 16;

    private final ParameterWriter writer;
    private final Preconditions recheck;
    private final SecureRandom random = new SecureRandom();

    FenceActions(ParameterWriter writer, Preconditions recheck) {
        this.writer = writer;
        this.recheck = recheck;
    }

    /** Not before every rule is seen to be parked: an answer to an earlier question would prove nothing. */
    Outcome write(DeploymentKey key, Action.WriteFence write) {
        Optional<String> obstacle = recheck.needed(key, write.attachments(), Optional.of(write.state()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        Optional<String> parking = recheck.parking(key, write.attachments());
        if (parking.isEmpty()) {
            return new Outcome.Stale("its rules do not all say since when they are parked");
        }
        Fence fence = new Fence(nonce(), DrainStart.note(write.state()), parking.get());
        writer.overwrite(key.fenceParameter(), fence.json());
        return Outcome.DONE;
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Rests on nothing: without a fence a deployment merely waits longer. */
    Outcome delete(DeploymentKey key) {
        return writer.delete(key.fenceParameter());
    }
}
