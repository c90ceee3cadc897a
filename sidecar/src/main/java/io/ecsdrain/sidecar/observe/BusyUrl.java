package io.ecsdrain.sidecar.observe;

import java.net.URI;

/**
 * A page of the app that has its number of sessions.
 *
 * @param uri http
 * @param field where on the page
 */
public record BusyUrl(URI uri, SessionField field) {}
