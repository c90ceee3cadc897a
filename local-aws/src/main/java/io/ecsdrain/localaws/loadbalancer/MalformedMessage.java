package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;

/** What came over the connection is no HTTP/1.x: answered 400 to a client, 502 if a target said it. */
final class MalformedMessage extends IOException {

    MalformedMessage(String message) {
        super(message);
    }
}
