/**
 * Reads the world for one task: its state parameter from SSM and its own id from the task metadata endpoint. Never
 * makes a mutating call. What could not be read comes back as a signal that says so, never as a state.
 */
package io.ecsdrain.sidecar.observe;
