package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of which a test names only what it is about. The others hold nothing up, but for the grace, and are the
 * defaults else.
 */
public final class RulesDraft {

    private Duration grace = Duration.ofSeconds(30);
    private Duration quiet = Duration.ZERO;
    private Duration settle = Duration.ZERO;
    private Duration forget = Duration.ofSeconds(600);
    private boolean requireBusy;
    private Optional<Duration> unknown = Optional.of(Duration.ZERO);
    private Set<String> sources = Set.of();
    private Duration poll = Duration.ofSeconds(5);

    public RulesDraft grace(Duration value) {
        grace = value;
        return this;
    }

    public RulesDraft quiet(Duration value) {
        quiet = value;
        return this;
    }

    public RulesDraft settle(Duration value) {
        settle = value;
        return this;
    }

    public RulesDraft forget(Duration value) {
        forget = value;
        return this;
    }

    public RulesDraft requireBusy(boolean value) {
        requireBusy = value;
        return this;
    }

    public RulesDraft unknown(Optional<Duration> value) {
        unknown = value;
        return this;
    }

    public RulesDraft sources(String... names) {
        sources = Set.of(names);
        return this;
    }

    public RulesDraft poll(Duration value) {
        poll = value;
        return this;
    }

    public DrainRules rules() {
        return new DrainRules(grace, quiet, settle, forget, requireBusy, unknown, sources, poll);
    }

    public DrainPolicy policy() {
        return new DrainPolicy(rules());
    }
}
