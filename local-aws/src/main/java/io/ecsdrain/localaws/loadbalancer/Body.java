package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a message's body is delimited, and the way to pass it on piece by piece.
 *
 * @param length meaningful for {@link Framing#LENGTH} only, in bytes
 */
record Body(Framing framing, long length) {

    /** How its end is known. */
    enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    static final Body NONE = new Body(Framing.NONE, 0);

    static Body ofRequest(HttpHead head) throws MalformedMessage {
        return declared(head, NONE);
    }

    static Body ofResponse(HttpHead head, int status, boolean toHead) throws MalformedMessage {
        return toHead || status == 204 || status == 304 || status < 200
                ? NONE
                : declared(head, new Body(Framing.UNTIL_CLOSE, 0));
    }

    private static Body declared(HttpHead head, Body otherwise) throws MalformedMessage {
        List<String> lengths = head.values("Content-Length").distinct().toList();
        boolean encoded = head.has("Transfer-Encoding");
        if (encoded && !lengths.isEmpty()
                || lengths.size() > 1
                || encoded && !head.says("Transfer-Encoding", "chunked")) {
            throw new MalformedMessage("contradicting or unknown body lengths");
        }
        if (encoded) {
            return new Body(Framing.CHUNKED, 0);
        }
        if (lengths.isEmpty()) {
            return otherwise;
        }
        if (!lengths.get(0).matches("[0-9]{1,18}")) {
            throw new MalformedMessage("not a length: " + lengths.get(0));
        }
        return new Body(Framing.LENGTH, Long.parseLong(lengths.get(0)));
    }

    /** Where the body's own bytes come from; ends where the body ends. */
    InputStream open(InputStream in) {
        return switch (framing) {
            case NONE -> InputStream.nullInputStream();
            case LENGTH -> new FramedInput(in, length, false);
            case CHUNKED -> new FramedInput(in, 0, true);
            case UNTIL_CLOSE -> in;
        };
    }

    /** Passes the body on as it comes, so that streamed answers stream. */
    static void copy(InputStream body, OutputStream out, boolean chunked) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (chunked) {
                out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(buffer, 0, n);
            if (chunked) {
                out.write('\r');
                out.write('\n');
            }
            out.flush();
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }
}
