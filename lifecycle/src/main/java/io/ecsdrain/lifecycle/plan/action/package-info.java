/**
 * Each thing that can be done to a deployment, as data: what it rests on, how people read it, and what came of it.
 * Pure: no SDK, no I/O, no clock, no logging.
 */
package io.ecsdrain.lifecycle.plan.action;
