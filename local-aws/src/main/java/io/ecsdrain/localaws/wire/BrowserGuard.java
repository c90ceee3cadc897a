package io.ecsdrain.localaws.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses what a web page may send. A page that is open on the developer's machine reaches loopback too: by a name of
 * its own that it points there (DNS rebinding), or by requests that a browser sends to any address without asking. With
 * {@code --tasks process} a task definition is a command, so such a request would run one.
 */
final class BrowserGuard {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final List<String> JSON = List.of("application/x-amz-json-1.1", "application/x-amz-json-1.0");
    private static final List<String> CBOR = List.of("application/cbor");

    private BrowserGuard() {}

    /** Why {@code request} is refused, with status 403; empty if no browser sent it. */
    static Optional<AwsError> refusal(Wire.Request request) {
        String host = request.header("host");
        if (!LOOPBACK.matcher(host).matches()) {
            return Optional.of(
                    forbidden("the Host header is '" + host + "'; local-aws answers to localhost, 127.0.0.1 or [::1]"));
        }
        if (request.headers().containsKey("origin")) {
            return Optional.of(
                    forbidden("the request has an Origin header, as a web page's has; no AWS client sends one"));
        }
        return Optional.empty();
    }

    /**
     * Why a call in {@code protocol} is refused, with status 415: each protocol has a content type that no page may
     * send to another site. Query has not, for it is a form; a page's form gives itself away by its Origin.
     */
    static Optional<AwsError> contentTypeRefusal(Wire.Request request, Wire.Protocol protocol) {
        List<String> right =
                protocol instanceof JsonProtocol ? JSON : protocol instanceof CborProtocol ? CBOR : List.of();
        String sent = request.header("content-type").split(";", 2)[0].strip();
        boolean known = right.isEmpty() || right.stream().anyMatch(sent::equalsIgnoreCase);
        return known
                ? Optional.empty()
                : Optional.of(new AwsError(
                        "UnsupportedMediaType",
                        "the Content-Type is '" + sent + "'; this protocol's is " + String.join(" or ", right),
                        415));
    }

    private static AwsError forbidden(String why) {
        return new AwsError("AccessDeniedException", why, 403);
    }
}
