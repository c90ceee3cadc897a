/**
 * Amazon ECS: clusters, task definitions, services, tasks, and the scheduler that moves them with time. It runs nothing
 * itself (a {@link io.ecsdrain.localaws.ecs.TaskRuntime} does), speaks no protocol and reads no clock but the world's.
 */
package io.ecsdrain.localaws.ecs;
