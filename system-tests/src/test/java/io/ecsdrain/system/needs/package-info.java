/** What tests need that not every machine has. */
package io.ecsdrain.system.needs;
