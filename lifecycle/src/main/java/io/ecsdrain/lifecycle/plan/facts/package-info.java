/**
 * What is so with a deployment, from what was seen: which is live, which stands in while the live one cannot serve,
 * what leads to a deployment, since when it drains, and what our marks in its tags say. Pure: no SDK, no I/O, no clock,
 * no logging.
 */
package io.ecsdrain.lifecycle.plan.facts;
