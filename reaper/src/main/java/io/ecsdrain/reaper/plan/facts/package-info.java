/**
 * What the branches ask: the facts of one deployment in its surroundings, and those of all deployments of a name. Pure,
 * as all of plan.
 */
package io.ecsdrain.reaper.plan.facts;
