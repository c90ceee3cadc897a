/**
 * Answers the app over loopback HTTP. Decides nothing: it shows the view it is given and hands busy reports on. Knows
 * neither AWS nor how the state came about.
 */
package io.ecsdrain.sidecar.http;
