/**
 * Tasks as real local processes: one for each container definition that has a command. Whatever it starts it ends. It
 * decides nothing about tasks; the scheduler does.
 */
package io.ecsdrain.localaws.process;
