/**
 * The load balancer's data plane: listeners on loopback that evaluate rules and forward HTTP and websockets to targets.
 * It knows nothing of ELBv2's wire shapes and never takes the world's lock: the control plane publishes what it routes
 * by.
 */
package io.ecsdrain.localaws.loadbalancer;
