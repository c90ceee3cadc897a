/**
 * Carries actions out, re-checking what each rests on just before it, and repeats the step of converge until nothing is
 * left to write. Decides nothing that was not decided: it may only decline. The actions of one round, one of each of a
 * few deployments, share what is re-read for them.
 */
package io.ecsdrain.lifecycle.execute;
