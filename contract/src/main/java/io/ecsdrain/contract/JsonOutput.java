package io.ecsdrain.contract;

/**
 * What every JSON object that a program prints as its result has; {@code docs/output.schema.json} describes the rest.
 */
public final class JsonOutput {

    /** Rises when a member goes, is renamed or means something else; docs/json.md. */
    public static final int SCHEMA_VERSION = 1;

    private JsonOutput() {}
}
