/** Canaries, played with real clients: who gets where, what fails, what an abort cuts. */
package io.ecsdrain.bench.canary;
