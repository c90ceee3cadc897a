/**
 * The command line: one file per verb, option groups as mixins. Turns flags and environment into a request and hands it
 * to {@link io.ecsdrain.deployer.cli.Verbs}; decides nothing, calls no AWS, and reads no environment but the map it is
 * given.
 */
package io.ecsdrain.deployer.cli;
