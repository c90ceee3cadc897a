/** Tests of the synthesized template; may not need a network, credentials or an account. */
package io.ecsdrain.infra;
