/** How the sidecar calls the endpoints of AWS: what its callers share. */
package io.ecsdrain.sidecar.aws;
