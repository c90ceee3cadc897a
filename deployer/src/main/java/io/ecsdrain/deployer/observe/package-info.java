/**
 * Reads what the deployer decides upon, with the inventory's readers. Never makes a mutating call. What cannot be read
 * is an {@link io.ecsdrain.inventory.model.Unreadable}: the deployer does not begin on half of a picture.
 */
package io.ecsdrain.deployer.observe;
