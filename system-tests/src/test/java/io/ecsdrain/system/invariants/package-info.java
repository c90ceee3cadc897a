/** Holds docs/invariants.md and the mutants to what there is. */
package io.ecsdrain.system.invariants;
