/**
 * What a container learns about its task: task metadata v4 and the agent's task protection endpoint, plain HTTP on the
 * emulator's own port. It reads ECS through {@code TaskView} and changes nothing but protection.
 */
package io.ecsdrain.localaws.metadata;
