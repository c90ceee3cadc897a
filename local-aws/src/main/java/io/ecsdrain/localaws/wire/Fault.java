package io.ecsdrain.localaws.wire;

import java.time.Duration;

/** What goes wrong with one call. */
public sealed interface Fault {

    /** The call has no effect and is answered with this error. */
    record Refuse(AwsError error) implements Fault {}

    /** The call has no effect: the connection is closed without an answer. */
    record Unreachable() implements Fault {}

    /** The call takes effect, but its answer is lost: the connection is closed instead. */
    record LoseAnswer() implements Fault {}

    /** The call takes effect, but is answered with HTTP 500. */
    record FailAfterEffect() implements Fault {}

    /** The call is carried out after a pause of real time. */
    record Delay(Duration pause) implements Fault {}

    /** As AWS says it, with HTTP 400 and not 429: {@code Rate exceeded}. */
    static Refuse throttle() {
        return new Refuse(AwsError.badRequest("ThrottlingException", "Rate exceeded"));
    }

    /** A one-off server fault, without effect. */
    static Fault serverError() {
        return new Refuse(new AwsError("InternalServerError", "An error occurred on the server side.", 500));
    }
}
