package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One task: its sessions, its sidecar and what that wrote.
 *
 * @param stopped when it was STOPPED
 * @param boot how many processes its sidecar was before
 * @param seq of the last line of this process
 * @param drain what the process knows; empty while there is none
 * @param lines that arrived, in this order
 * @param late one that has not arrived yet
 */
record Task(
        String id,
        Instant started,
        Optional<Instant> stopped,
        boolean session,
        int boot,
        long seq,
        Optional<DrainState> drain,
        List<SidecarLine> lines,
        Optional<SidecarLine> late) {

    /** Between two beats, two polls and two looks at the connections: one step of time. */
    static final Duration STEP = Duration.ofSeconds(10);

    static final Duration SETTLE = STEP.multipliedBy(2);

    private static final Duration READ_BACK = STEP.multipliedBy(4);
    private static final String SOURCE = "@connections";
    private static final DrainPolicy POLICY =
            new DrainPolicy(new DrainRules(STEP, STEP, SETTLE, STEP, false, Optional.of(STEP), Set.of(SOURCE), STEP));

    static Task started(String id, Instant now) {
        return new Task(
                id,
                now,
                Optional.empty(),
                false,
                0,
                0,
                Optional.of(DrainState.initial(now)),
                List.of(),
                Optional.empty());
    }

    boolean runs() {
        return stopped.isEmpty();
    }

    Task session(boolean now) {
        return new Task(id, started, stopped, now, boot, seq, drain, lines, late);
    }

    Task stopped(Instant at) {
        return new Task(id, started, Optional.of(at), false, boot, seq, Optional.empty(), lines, late);
    }

    Task withoutSidecar() {
        return new Task(id, started, stopped, session, boot, seq, Optional.empty(), lines, late);
    }

    Task withAnotherSidecar(Instant now) {
        return new Task(id, started, stopped, session, boot + 1, 0, Optional.of(DrainState.initial(now)), lines, late);
    }

    /** It counts its connections, reads the parameters and writes a line, which nothing reads yet. */
    Task lived(Instant now, ParameterView state, Optional<ParameterView> fence) {
        DrainState counted = POLICY.next(
                drain.orElseThrow(),
                new DrainSignal.Looked(SOURCE, new SourceReading.Count(session ? 1 : 0, true)),
                now);
        DrainSignal read = new DrainSignal.Read(
                DeploymentState.parse(state.value()).orElseThrow(),
                state.lastModified(),
                state.version(),
                fence.map(ParameterView::value).flatMap(Fence::parse),
                fence.map(found -> Duration.between(found.lastModified(), now)).orElse(Duration.ZERO));
        return new Task(
                id,
                started,
                stopped,
                session,
                boot,
                seq + 1,
                Optional.of(POLICY.next(counted, read, now)),
                lines,
                late);
    }

    /** The line that it has just written. */
    SidecarLine line(Instant now) {
        DrainView view = POLICY.view(drain.orElseThrow(), now);
        return new SidecarLine(
                id,
                now,
                "boot" + boot,
                seq,
                STEP,
                view.stateWrite(),
                view.fence(),
                view.shutdownReady(),
                view.busy(),
                Map.of(),
                Map.of());
    }

    /** {@code more} arrive; what is too old to be read is forgotten, but never the newest. */
    Task heard(Instant now, SidecarLine... more) {
        List<SidecarLine> all = Stream.concat(lines.stream(), Stream.of(more)).toList();
        List<SidecarLine> kept = all.stream()
                .filter(line -> isRead(line, now) || line == all.get(all.size() - 1))
                .toList();
        return new Task(id, started, stopped, session, boot, seq, drain, kept, late.filter(line -> isRead(line, now)));
    }

    private static boolean isRead(SidecarLine line, Instant now) {
        return line.at().plus(READ_BACK).isAfter(now);
    }

    Task holdingBack(SidecarLine line) {
        return new Task(id, started, stopped, session, boot, seq, drain, lines, Optional.of(line));
    }

    /** The line that was held back arrives, after all others. */
    Task arrived(Instant now) {
        Task without = new Task(id, started, stopped, session, boot, seq, drain, lines, Optional.empty());
        return late.map(line -> without.heard(now, line)).orElse(without);
    }

    TaskView view() {
        String status = runs() ? "RUNNING" : "STOPPED";
        return new TaskView(
                "task/" + id,
                id,
                status,
                status,
                Optional.of(started),
                stopped.map(at -> new TaskView.End(at, "UserInitiated", "")));
    }

    void tell(Key.Text text) {
        text.say(id).say(runs()).say(session).say(boot);
        drain.ifPresent(known -> tell(text, known));
        text.say("lines");
        lines.forEach(line -> tell(text, line));
        late.ifPresent(line -> tell(text.say("late"), line));
    }

    private static void tell(Key.Text text, DrainState known) {
        text.time(known.startedAt()).name(known.lastRead().map(DrainSignal.Read::write));
        text.say(known.lastRead().map(DrainSignal.Read::version));
        text.time(known.observedAt()).time(known.answeredAt()).say(known.problem());
        text.time(known.drain().map(DrainState.Drain::seenAt));
        text.fence(known.fence().map(DrainState.Sighting::fence));
        text.time(known.fence().map(DrainState.Sighting::at));
        text.words(known.sources()).time(known.lastSession());
    }

    /** The numbers backwards, for only gaps matter. */
    private void tell(Key.Text text, SidecarLine line) {
        text.time(line.at()).say(line.boot()).say(line.boot().equals("boot" + boot) ? seq - line.seq() : line.seq());
        text.name(line.state()).name(line.fence()).say(line.ready()).say(line.busy());
    }
}
