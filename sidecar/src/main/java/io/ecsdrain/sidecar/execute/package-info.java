/**
 * What the sidecar does beyond telling its state to those that ask: it keeps its own task from scale-in, and tells the
 * app of each new state, each only if it is asked to. What to do is decided in
 * {@link io.ecsdrain.sidecar.drain.Protection} and {@link io.ecsdrain.sidecar.drain.Notice}.
 */
package io.ecsdrain.sidecar.execute;
