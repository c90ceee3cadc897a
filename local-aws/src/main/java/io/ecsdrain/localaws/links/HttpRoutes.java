package io.ecsdrain.localaws.links;

import java.util.Optional;

/**
 * Plain HTTP paths that a part of the world answers on the emulator's own port, such as {@code /v4/...} of task
 * metadata.
 */
@FunctionalInterface
public interface HttpRoutes {

    /** What to send: status, media type, text. */
    record HttpReply(int status, String contentType, String body) {}

    /**
     * Answers a request, or empty if the path is not one of these. Called without the world's lock, on the server's own
     * thread; it may block, since an endpoint that never answers is one of the faults.
     *
     * @param path the path without query, beginning with a slash
     * @param body the request body as text, empty if there is none
     */
    Optional<HttpReply> handle(String method, String path, String body);
}
