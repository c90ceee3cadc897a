package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Sidecars that speak by their log, as docs/decisions/0021 has it and written anew from there: each looks at its
 * parameters every 5 s, and writes a line every 15 s and when something changed.
 */
final class SpeakingTasks {

    static final String GROUP = "/ecs-drain/app";
    static final Duration GRACE = Duration.ofSeconds(30);
    static final Duration QUIET = Duration.ofSeconds(20);

    static final int POLL = 5;
    private static final int BEAT = 15;

    private static final class Sidecar {
        private final String boot =
                UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        private int seq;
        private int busy;
        private String state;
        private Instant drainsSince;
        private Instant lastSession;
        private Fence fence;
        private Instant fenceSeen;
        private String told = "";
        private Instant spoke = Instant.EPOCH;
    }

    private final ReaperCluster cluster;
    private final DeploymentKey key;
    private final Map<String, Sidecar> byTask = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    private Duration settle = Duration.ofSeconds(30);

    SpeakingTasks(ReaperCluster cluster, DeploymentKey key) {
        this.cluster = cluster;
        this.key = key;
    }

    SpeakingTasks settling(Duration other) {
        settle = other;
        return this;
    }

    void sessions(String task, int count) {
        sessions.put(task, count);
    }

    /** Its sidecar's process is another one from now on, which knows nothing. */
    void restart(String task) {
        byTask.remove(task);
    }

    /** So many seconds pass. */
    void pass(int seconds) {
        for (int passed = 0; passed < seconds; passed += POLL) {
            cluster.aws.advance(Duration.ofSeconds(POLL));
            look();
        }
    }

    /** Every sidecar looks and, if it has something to say, speaks. */
    void look() {
        Map<String, Parameter> parameters = cluster
                .team
                .ssm()
                .getParameters(get -> get.names(key.stateParameter(), key.fenceParameter()))
                .parameters()
                .stream()
                .collect(Collectors.toMap(Parameter::name, each -> each));
        for (String task : cluster.tasks(key)) {
            Sidecar sidecar = byTask.computeIfAbsent(task, first -> new Sidecar());
            sidecar.busy = sessions.getOrDefault(task, 0);
            hear(sidecar, parameters.get(key.stateParameter()), parameters.get(key.fenceParameter()));
            speak(task, sidecar);
        }
    }

    private void hear(Sidecar sidecar, Parameter state, Parameter fence) {
        Instant now = cluster.aws.now();
        if (sidecar.busy > 0) {
            sidecar.lastSession = now;
        }
        String write = state == null ? null : state.version() + "@" + state.lastModifiedDate();
        if (state == null || !state.value().equals("draining")) {
            sidecar.drainsSince = null;
        } else if (sidecar.drainsSince == null) {
            sidecar.drainsSince = now;
        }
        sidecar.state = write;
        Optional<Fence> seen = Optional.ofNullable(fence)
                .map(Parameter::value)
                .flatMap(Fence::parse)
                .filter(each -> each.state().equals(write));
        if (!seen.equals(Optional.ofNullable(sidecar.fence))) {
            sidecar.fence = seen.orElse(null);
            sidecar.fenceSeen = now;
        }
    }

    private void speak(String task, Sidecar sidecar) {
        Instant now = cluster.aws.now();
        boolean ready = sidecar.drainsSince != null
                && sidecar.busy == 0
                && !now.isBefore(sidecar.drainsSince.plus(GRACE))
                && (sidecar.lastSession == null || !now.isBefore(sidecar.lastSession.plus(QUIET)));
        boolean answers = ready
                && sidecar.fence != null
                && !now.isBefore(sidecar.fenceSeen.plus(settle))
                && (sidecar.lastSession == null || !now.isBefore(sidecar.lastSession.plus(settle)));
        String fence = answers ? "\"" + sidecar.fence.nonce() + "\"" : "null";
        String says = sidecar.state + fence + ready;
        boolean turn = !says.equals(sidecar.told);
        if (!turn && now.isBefore(sidecar.spoke.plusSeconds(BEAT))) {
            return;
        }
        sidecar.told = says;
        sidecar.spoke = now;
        sidecar.seq++;
        String state = sidecar.state == null ? "null" : "\"" + sidecar.state + "\"";
        cluster.aws
                .logs()
                .line(
                        "/ecs-drain/" + key.name(),
                        "app/drain/" + task,
                        "{\"deployment_name\":\"" + key.name() + "\",\"deployment_id\":\"" + key.id()
                                + "\",\"task_id\":\"" + task + "\",\"phase\":\""
                                + (sidecar.drainsSince == null ? "active" : "draining")
                                + "\",\"state\":" + state + ",\"fence\":" + fence
                                + ",\"busy\":" + sidecar.busy + ",\"sources\":{},\"at\":\"" + now + "\",\"boot\":\""
                                + sidecar.boot + "\",\"seq\":" + sidecar.seq + ",\"beat_seconds\":" + BEAT
                                + (turn ? ",\"turn\":true" : "") + ",\"ShutdownReady\":" + (ready ? 1 : 0) + "}");
    }
}
