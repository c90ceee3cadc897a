package io.ecsdrain.localaws.wire;

/**
 * An error as AWS answers it, whatever the protocol: a handler throws it, the protocol writes it.
 *
 * <p>{@code code} is the short code, as in {@code ParameterNotFound} or {@code PriorityInUse}.
 */
public final class AwsError extends RuntimeException {

    private final String code;
    private final int httpStatus;

    public AwsError(String code, String message, int httpStatus) {
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** Almost every modelled error of the services here is HTTP 400. */
    public static AwsError badRequest(String code, String message) {
        return new AwsError(code, message, 400);
    }

    /** What AWS has and this emulator has not: said, never faked. */
    public static AwsError unsupported(String what) {
        return new AwsError("UnsupportedOperation", "local-aws does not implement " + what, 400);
    }

    public String code() {
        return code;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
