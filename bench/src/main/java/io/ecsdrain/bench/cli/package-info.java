/** A small cluster for a command of one's own: what the command line is rehearsed on and measured against. */
package io.ecsdrain.bench.cli;
