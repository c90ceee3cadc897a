/**
 * Benchmarks: ratios within one run, for machines are shared and noisy. Nothing here is asserted as a bound in seconds.
 */
package io.ecsdrain.bench;
