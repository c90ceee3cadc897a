/**
 * The only thing the sidecar ever changes: the scale-in protection of its own task, and that only if it is asked to. What
 * to ask for is decided in {@link io.ecsdrain.sidecar.drain.Protection}.
 */
package io.ecsdrain.sidecar.execute;
