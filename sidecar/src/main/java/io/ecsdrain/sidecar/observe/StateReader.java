package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.DrainSignal;

/** Reads the state parameter once, and the fence if there is one. */
@FunctionalInterface
public interface StateReader {

    /** A {@link DrainSignal.Read} or a {@link DrainSignal.ReadFailed}; takes seconds at most and does not throw. */
    DrainSignal read();
}
