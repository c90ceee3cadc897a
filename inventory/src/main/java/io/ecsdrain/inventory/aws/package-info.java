/**
 * How AWS is called: the clients, the limits and the pace of their calls, reads made several at once, and what AWS's
 * own errors and actions mean. Knows nothing of deployments, and nothing else of inventory; everything that calls AWS
 * uses it.
 */
package io.ecsdrain.inventory.aws;
