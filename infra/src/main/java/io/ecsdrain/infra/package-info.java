/**
 * The permanent parts as a CDK app. Takes the reaper by asset path, never by import, and holds no number of its own
 * beyond the two profiles of {@link io.ecsdrain.infra.Profile}; only {@link io.ecsdrain.infra.InfraApp} ends the
 * process.
 */
package io.ecsdrain.infra;
