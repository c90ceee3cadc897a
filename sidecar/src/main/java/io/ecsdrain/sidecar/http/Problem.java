package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A request that cannot be served as it is, answered as problem JSON (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param detail what is wrong and what would be right, for the person who wrote the client */
    Problem(int status, String detail) {
        // Without a stack trace: a million bad requests must cost no more than good ones.
        super(detail, null, false, false);
        this.status = status;
    }

    static void answer(Context ctx, int status, String detail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = DrainJson.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", org.eclipse.jetty.http.HttpStatus.getMessage(status));
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ctx.status(status).contentType("application/problem+json").result(bytes.toByteArray());
    }

    void answer(Context ctx) {
        answer(ctx, status, getMessage());
    }
}
