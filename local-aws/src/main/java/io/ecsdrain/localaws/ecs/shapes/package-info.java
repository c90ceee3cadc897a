/** The ECS API as data: inputs with every member of the API, outputs with the members filled here. No behaviour. */
package io.ecsdrain.localaws.ecs.shapes;
