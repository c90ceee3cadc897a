/** The rules of the house, run as tests. May look at every module's main classes; executes none of them. */
package io.ecsdrain.system.architecture;
