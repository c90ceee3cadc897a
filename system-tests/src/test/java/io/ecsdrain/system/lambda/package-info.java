/**
 * The packaged reaper as a process: as Lambda runs it, under AWS's runtime interface client and a Runtime API on
 * loopback, and as a shell does.
 */
package io.ecsdrain.system.lambda;
