/** From the last session of a draining deployment to desired 0 and to its deletion, on stepped time. */
package io.ecsdrain.bench.retire;
