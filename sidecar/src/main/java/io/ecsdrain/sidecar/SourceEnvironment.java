package io.ecsdrain.sidecar;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.SidecarVariables;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.sidecar.observe.BusyPorts;
import io.ecsdrain.sidecar.observe.BusyUrl;
import io.ecsdrain.sidecar.observe.Network;
import io.ecsdrain.sidecar.observe.SessionField;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The variables that say where the sidecar counts sessions by itself. */
final class SourceEnvironment {

    private final Settings settings;
    private final List<String> warnings;
    private final int ownPort;

    /** @param ownPort where the sidecar listens */
    SourceEnvironment(Settings settings, List<String> warnings, int ownPort) {
        this.settings = settings;
        this.warnings = warnings;
        this.ownPort = ownPort;
    }

    Optional<BusyPorts> ports() {
        Duration grace = settings.seconds(SidecarVariables.DRAIN_GRACE_SECONDS);
        Duration lasting = settings.seconds(
                SidecarVariables.DRAIN_BUSY_PORT_SECONDS,
                Math.min(grace.toMillis() / 1000.0, SidecarVariables.DRAIN_BUSY_PORT_SECONDS.otherwise()));
        List<Network> peers = each(SidecarVariables.DRAIN_BUSY_PORT_PEERS, Network::parse);
        List<Integer> ports = each(SidecarVariables.DRAIN_BUSY_PORTS, SourceEnvironment::port);
        if (settings.optional(SidecarVariables.DRAIN_BUSY_PORTS.name()).isEmpty()) {
            Stream.of(SidecarVariables.DRAIN_BUSY_PORT_SECONDS, SidecarVariables.DRAIN_BUSY_PORT_PEERS)
                    .map(Variable::name)
                    .filter(name -> settings.optional(name).isPresent())
                    .forEach(name -> warnings.add(name + " changes nothing without DRAIN_BUSY_PORTS"));
            return Optional.empty();
        }
        if (ports.contains(ownPort)) {
            settings.problem("DRAIN_BUSY_PORTS has " + ownPort + ", where the sidecar itself listens (DRAIN_PORT)");
        }
        // A session that began right before the drain has to count by the end of the grace.
        if (lasting.compareTo(grace) > 0) {
            settings.problem("DRAIN_BUSY_PORT_SECONDS " + lasting.toSeconds() + " is longer than DRAIN_GRACE_SECONDS "
                    + grace.toSeconds() + ": a session that began just before the drain would not count");
        }
        return Optional.of(new BusyPorts(Set.copyOf(ports), lasting, peers));
    }

    Optional<BusyUrl> url() {
        Optional<URI> url = settings.url(SidecarVariables.DRAIN_BUSY_URL.name(), "http");
        Optional<String> text = settings.optional(SidecarVariables.DRAIN_BUSY_FIELD.name());
        Optional<SessionField> field = text.flatMap(SessionField::parse);
        boolean anyHost = settings.flag(SidecarVariables.DRAIN_BUSY_URL_ANY_HOST);
        url.filter(uri -> !anyHost && !LoopbackUrl.is(uri))
                .ifPresent(uri -> settings.problem(
                        "DRAIN_BUSY_URL has host " + uri.getHost() + ", which is not on this task's loopback, such as "
                                + "http://localhost:8081/worker; for another host set DRAIN_BUSY_URL_ANY_HOST=true"));
        url.ifPresent(uri -> LoopbackUrl.check(settings, SidecarVariables.DRAIN_BUSY_URL.name(), uri, ownPort));
        if (anyHost && url.isEmpty()) {
            warnings.add("DRAIN_BUSY_URL_ANY_HOST changes nothing without DRAIN_BUSY_URL");
        }
        if (text.isPresent() && field.isEmpty()) {
            settings.problem(
                    SidecarVariables.DRAIN_BUSY_FIELD.name(),
                    text.get(),
                    "must be " + SidecarVariables.DRAIN_BUSY_FIELD.values());
        }
        boolean wanted =
                settings.optional(SidecarVariables.DRAIN_BUSY_URL.name()).isPresent();
        if (wanted != text.isPresent()) {
            settings.problem("DRAIN_BUSY_URL and DRAIN_BUSY_FIELD belong together: give both or none");
        }
        return url.flatMap(uri -> field.map(where -> new BusyUrl(uri, where)));
    }

    private static Optional<Integer> port(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(port -> port >= 1 && port <= 65_535);
    }

    /** The parts of a list that is separated by commas; one that cannot be read is a problem of its own. */
    private <T> List<T> each(Variable.Text variable, Function<String, Optional<T>> reader) {
        List<T> all = new ArrayList<>();
        settings.optional(variable.name()).ifPresent(list -> {
            for (String part : list.split(",", -1)) {
                Optional<T> read = reader.apply(part.strip());
                if (read.isEmpty()) {
                    settings.problem(variable.name(), part, "must be " + variable.values());
                }
                read.ifPresent(all::add);
            }
        });
        return all;
    }
}
