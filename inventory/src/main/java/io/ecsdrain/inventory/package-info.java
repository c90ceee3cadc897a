/**
 * Observes a cluster and says what it saw as one {@link io.ecsdrain.inventory.model.ClusterSnapshot}; re-reads single
 * things for those who are about to act. Never makes a mutating call and never decides anything: what could not be read
 * becomes an {@link io.ecsdrain.inventory.model.Observed.Unknown} for exactly the part it concerns.
 */
package io.ecsdrain.inventory;
