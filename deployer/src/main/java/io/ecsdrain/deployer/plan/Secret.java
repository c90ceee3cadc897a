package io.ecsdrain.deployer.plan;

/** What must not be shown. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(secret)";
    }
}
