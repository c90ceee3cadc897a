/**
 * The words the programs promise each other: names, tags, parameter paths, metric identity, exit codes, whose a
 * resource is by its tags, and the reading of configuration. Imports the JDK only and performs no I/O;
 * {@code docs/contract.md} is the prose of it.
 */
package io.ecsdrain.contract;
