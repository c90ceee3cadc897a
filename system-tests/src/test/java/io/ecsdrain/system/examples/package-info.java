/** The examples as an app's processes beside a running sidecar. */
package io.ecsdrain.system.examples;
