package io.ecsdrain.sidecar;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.SidecarVariables;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.execute.AppCall;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that say how the app is told of each new state. */
final class NotifyEnvironment {

    private static final Pattern METHOD = Pattern.compile("POST|PUT|GET");
    private static final Set<DrainPhase> ALL = EnumSet.of(DrainPhase.ACTIVE, DrainPhase.DRAINING, DrainPhase.STOPPING);

    private final Settings settings;
    private final List<String> warnings;
    private final int ownPort;

    /** @param ownPort where the sidecar listens */
    NotifyEnvironment(Settings settings, List<String> warnings, int ownPort) {
        this.settings = settings;
        this.warnings = warnings;
        this.ownPort = ownPort;
    }

    Optional<AppCall> call() {
        Optional<URI> url = settings.url(SidecarVariables.DRAIN_NOTIFY_URL.name(), "http");
        url.ifPresent(this::check);
        String method = method();
        Set<DrainPhase> states = states();
        Optional<String> body = settings.optional(SidecarVariables.DRAIN_NOTIFY_BODY.name());
        if (method.equals("GET") && body.isPresent()) {
            settings.problem("DRAIN_NOTIFY_BODY needs DRAIN_NOTIFY_METHOD POST or PUT: a GET has no body");
        }
        if (settings.optional(SidecarVariables.DRAIN_NOTIFY_URL.name()).isEmpty()) {
            Stream.of(
                            SidecarVariables.DRAIN_NOTIFY_METHOD,
                            SidecarVariables.DRAIN_NOTIFY_BODY,
                            SidecarVariables.DRAIN_NOTIFY_STATES)
                    .map(Variable::name)
                    .filter(name -> settings.optional(name).isPresent())
                    .forEach(name -> warnings.add(name + " changes nothing without DRAIN_NOTIFY_URL"));
        }
        return url.map(uri -> new AppCall(uri, method, body, states));
    }

    private void check(URI uri) {
        String variable = SidecarVariables.DRAIN_NOTIFY_URL.name();
        if (!LoopbackUrl.is(uri)) {
            settings.problem(variable + " has host " + uri.getHost()
                    + ", which is not on this task's loopback, such as http://localhost:8081/admin/drain");
        }
        LoopbackUrl.check(settings, variable, uri, ownPort);
    }

    private String method() {
        Variable variable = SidecarVariables.DRAIN_NOTIFY_METHOD;
        String method = settings.optional(variable.name()).orElse(variable.preset());
        if (!METHOD.matcher(method).matches()) {
            settings.problem(variable.name(), method, "must be " + variable.values());
        }
        return method;
    }

    private Set<DrainPhase> states() {
        Variable variable = SidecarVariables.DRAIN_NOTIFY_STATES;
        Set<DrainPhase> states = EnumSet.noneOf(DrainPhase.class);
        for (String word :
                settings.optional(variable.name()).orElse(variable.preset()).split(",", -1)) {
            DrainPhase.parse(word.strip())
                    .filter(ALL::contains)
                    .ifPresentOrElse(
                            states::add, () -> settings.problem(variable.name(), word, "must be " + variable.values()));
        }
        return states;
    }
}
