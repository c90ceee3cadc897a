package io.ecsdrain.demo.watch;

/** Where a deployment is in its life, as seen from outside. */
public enum Phase {
    DEPLOYING("deploying"),
    ACTIVE("active"),
    DRAINING("draining"),
    PARKED("parked: clients led away"),
    SCALED_TO_ZERO("scaled to zero"),
    BEING_DELETED("being deleted"),
    GONE("gone");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
