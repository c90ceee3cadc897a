/**
 * Carries out what {@code plan} decided: the only place of the deployer that changes anything in AWS. Every act may be
 * repeated after a crash: what is already there is success. Deletes nothing, ever; that is the reaper's.
 */
package io.ecsdrain.deployer.execute;
