package io.ecsdrain.contract;

/** A flag or variable names something that does not exist: bad usage, not a failure. */
public final class NotThere extends RuntimeException {

    public NotThere(String sentence) {
        super(sentence);
    }
}
