package io.ecsdrain.deployer.plan.deploy;

/** What must not be shown. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(secret)";
    }
}
