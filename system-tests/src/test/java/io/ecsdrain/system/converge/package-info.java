/**
 * The protocol by which actors agree on one live deployment, taken alone: every interleaving of small worlds, none left
 * out.
 */
package io.ecsdrain.system.converge;
