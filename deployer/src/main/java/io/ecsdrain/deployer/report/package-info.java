/** Renders results for people and for programs. Decides nothing, reads nothing, prints nothing by itself. */
package io.ecsdrain.deployer.report;
