/**
 * Random histories: everybody who acts on a cluster at once, their calls interleaved one by one on stepped time, every
 * history the same again for the same seed. What must hold is judged by code that shares nothing with the planner.
 */
package io.ecsdrain.system.histories;
