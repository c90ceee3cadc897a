/**
 * CloudWatch Logs: lines of containers as the awslogs driver sends them, EMF lines that become metrics, and the API's
 * groups, streams, events, filter patterns and subscriptions.
 */
package io.ecsdrain.localaws.logs;
