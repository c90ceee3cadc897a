package io.ecsdrain.demo.scenario;

/** The scenario cannot go on; the message says why, for a person. */
public final class DemoFailed extends RuntimeException {
    public DemoFailed(String message) {
        super(message, null, false, false);
    }
}
