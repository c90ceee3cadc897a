package io.ecsdrain.system.handshake;

import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sidecar meets with in one step of time.
 *
 * @param state as it reads it
 * @param fence as it reads it
 * @param line what becomes of its line
 */
record Life(ParameterView state, Optional<ParameterView> fence, Line line) {

    enum Line {
        ONCE,
        TWICE,
        LATE,
        LOST
    }

    static Life usual(World world) {
        return new Life(world.state, world.fence, Line.ONCE);
    }

    Life telling(Line other) {
        return new Life(state, fence, other);
    }

    Task lived(Task before, Instant now) {
        Task task = before.lived(now, state, fence);
        SidecarLine told = task.line(now);
        return switch (line) {
            case ONCE -> task.heard(now, told);
            case TWICE -> task.heard(now, told, told);
            case LATE -> task.heard(now).holdingBack(told);
            case LOST -> task.heard(now);
        };
    }
}
