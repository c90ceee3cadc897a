/**
 * The reaper against the least that AWS's pages, batches and throttle buckets allow: a world on local-aws, the real
 * reaper in a process of its own with a small heap, the calls that arrive, and the bound that they are held against.
 */
package io.ecsdrain.bench.reaper;
