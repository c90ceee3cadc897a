/**
 * What a plan is made of: decisions with their reasons, blockers and actions, the policy they follow, and what came of
 * them. Imports nothing else of the planner. Pure, as all of plan.
 */
package io.ecsdrain.reaper.plan.decision;
