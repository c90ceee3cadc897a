/**
 * The sidecar: one container in each task, which polls the state parameter, answers {@code localhost:9901/drain} for an
 * app in any language, and writes {@code ShutdownReady} as EMF to stdout. This package reads the configuration and
 * wires the verb packages; it alone touches the environment and ends the process, in {@link io.ecsdrain.sidecar.Main}.
 */
package io.ecsdrain.sidecar;
