/** What the sidecar's own calls to other servers share. */
package io.ecsdrain.sidecar.client;
