/**
 * Carries a plan out, re-checking what each action rests on just before it. The only package that mutates anything in AWS.
 * Decides nothing that the plan has not decided: it may only decline.
 */
package io.ecsdrain.reaper.execute;
