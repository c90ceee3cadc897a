/**
 * What is to be looked at, and what was seen of a cluster at one moment, as immutable values. Pure: no SDK, no I/O, no
 * clock, no logging. What could not be read is an {@link io.ecsdrain.inventory.model.Observed.Unknown}, never an empty
 * list.
 */
package io.ecsdrain.inventory.model;
