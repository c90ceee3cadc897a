/**
 * Elastic Load Balancing v2, the control plane: load balancers, listeners, rules, target groups, targets, tags, with
 * AWS's limits and errors. Its state is touched under the world's lock only; it dials nothing but health checks.
 */
package io.ecsdrain.localaws.elbv2;
