/**
 * The protocol that makes register, states and default actions of a name mean the same deployment: what a pass looks
 * at, what it writes, and why it waits. Pure: no SDK, no I/O, no clock, no logging. {@code docs/converge.md} tells it
 * in prose.
 */
package io.ecsdrain.lifecycle.plan.converge;
