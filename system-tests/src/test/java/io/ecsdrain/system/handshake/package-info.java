/**
 * The handshake of docs/decisions/0021 in a world so small that every interleaving of its steps can be visited. What
 * decides is the product's own: the sidecar's policy, the reaper's planner, and what is asked again just before the
 * end.
 */
package io.ecsdrain.system.handshake;
