package io.ecsdrain.inventory;

/** A configured listener does not exist in this account and region: a wrong configuration, not a failed observation. */
public final class NoSuchListener extends RuntimeException {

    public NoSuchListener(String arns) {
        super("no such listener among: " + arns);
    }
}
