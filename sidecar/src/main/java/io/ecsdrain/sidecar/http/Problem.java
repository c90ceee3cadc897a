package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** A request that cannot be served as it is, answered as problem JSON (RFC 9457). */
final class Problem extends RuntimeException {

    static final String TYPE = "application/problem+json";

    private static final long serialVersionUID = 1;
    private static final int LONGEST_VALUE = 80;
    private static final int SERVER_ERROR = 500;

    private final int status;
    private final String allow;

    /** @param detail what is wrong and what would be right, for the person who wrote the client */
    Problem(int status, String detail) {
        this(status, detail, Optional.empty());
    }

    /**
     * @param must what has to hold, beginning with the name of the header, parameter or member
     * @param value what was sent instead; null if nothing was
     */
    Problem(int status, String must, String value) {
        this(status, must + (value == null ? ", but is missing" : ", but is '" + shown(value) + "'"));
    }

    private Problem(int status, String detail, Optional<String> allow) {
        // Without a stack trace: a million bad requests must cost no more than good ones.
        super(detail, null, false, false);
        this.status = status;
        this.allow = allow.orElse(null);
    }

    /** The same, with the Allow header that goes with status 405. */
    Problem allowing(String method) {
        return new Problem(status, getMessage(), Optional.of(method));
    }

    /** What is wrong is ours. */
    static Problem ofOurs() {
        return new Problem(SERVER_ERROR, "the sidecar failed; its log says more");
    }

    int status() {
        return status;
    }

    Optional<String> allow() {
        return Optional.ofNullable(allow);
    }

    byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = DrainJson.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", HttpStatus.getMessage(status));
            json.writeNumberField("status", status);
            json.writeStringField("detail", getMessage());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The reader of a log sees one line, and half of a surrogate pair would not be JSON. */
    private static String shown(String value) {
        StringBuilder line = new StringBuilder();
        value.codePoints()
                .limit(LONGEST_VALUE)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isSurrogate(c) ? '?' : c));
        return line + (value.codePointCount(0, value.length()) > LONGEST_VALUE ? "..." : "");
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
