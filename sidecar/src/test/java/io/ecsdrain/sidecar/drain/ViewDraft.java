package io.ecsdrain.sidecar.drain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What a task answers, of which a test names only what it is about. */
public final class ViewDraft {

    private final DrainPhase phase;
    private boolean ready;
    private int busy;
    private final Map<String, OptionalInt> counts = new TreeMap<>();
    private final Map<String, Integer> peers = new LinkedHashMap<>();
    private Optional<String> stateWrite = Optional.empty();
    private Optional<String> fence = Optional.empty();

    private ViewDraft(DrainPhase phase) {
        this.phase = phase;
    }

    public static ViewDraft of(DrainPhase phase) {
        return new ViewDraft(phase);
    }

    public ViewDraft ready(boolean value) {
        ready = value;
        return this;
    }

    public ViewDraft busy(int value) {
        busy = value;
        return this;
    }

    public ViewDraft count(String source, OptionalInt count) {
        counts.put(source, count);
        return this;
    }

    public ViewDraft peer(String address, int connections) {
        peers.put(address, connections);
        return this;
    }

    public ViewDraft write(String value) {
        stateWrite = Optional.of(value);
        return this;
    }

    public ViewDraft fence(String nonce) {
        fence = Optional.of(nonce);
        return this;
    }

    public DrainView view() {
        return new DrainView(
                phase,
                phase == DrainPhase.DRAINING,
                ready,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                busy,
                false,
                false,
                counts,
                Map.of(),
                peers,
                Optional.empty(),
                false,
                false,
                stateWrite,
                fence);
    }
}
