package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.CanaryWriter;
import io.ecsdrain.deployer.execute.HookRun.Objection;
import io.ecsdrain.deployer.observe.CanaryReader;
import io.ecsdrain.deployer.observe.CanaryReader.Subject;
import io.ecsdrain.deployer.plan.canary.CanaryEnded;
import io.ecsdrain.deployer.plan.canary.CanaryLook;
import io.ecsdrain.deployer.plan.canary.CanaryNext;
import io.ecsdrain.deployer.plan.canary.CanaryPlan;
import io.ecsdrain.deployer.plan.canary.CanaryProgress;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.canary.OwnMarks;
import io.ecsdrain.deployer.plan.deploy.CanaryStart;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployView;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Leads new clients to a healthy deployment step by step, beside the live one (docs/canary.md). It has no state
 * meanwhile. Before each write of the shares the mark is written, and before and after it is read again whether another
 * program has ended the canary: a deployer that wakes up late must not lead clients to it once more.
 */
final class CanaryFlow {

    private static final Duration PAUSE = Duration.ofSeconds(15);
    /** So often it is said how it is. */
    private static final Duration SAID = Duration.ofMinutes(1);

    private final Console console;
    private final Outside outside;
    private final DeployRequest request;
    private final CanaryRequest canary;
    private final CanaryReader reader;
    private final CanaryWriter writer;
    private final CanaryEnd end;

    private final Thread interrupted;
    private String serviceArn = "";
    private Instant begun;
    /** What of its marks this program may find. */
    private Optional<OwnMarks> written = Optional.empty();

    private Instant saidAt = Instant.MIN;

    CanaryFlow(Session session, Console console, Outside outside, DeployRequest request, CanaryRequest canary) {
        this.console = console;
        this.outside = outside;
        this.request = request;
        this.canary = canary;
        this.reader = CanaryEnd.reader(session, outside);
        this.writer = CanaryEnd.writer(session, outside);
        this.end = new CanaryEnd(new VerbRun("deploy", request.key(), session, console, outside), reader, writer);
        this.interrupted = new Thread(() -> end.once(serviceArn, "interrupted"));
    }

    /** Why it must not begin. */
    List<String> refusals(DeployView view) {
        boolean sticky = liveGroup(view).map(reader::isSticky).orElse(false);
        return CanaryStart.refusals(
                view, request.key(), canary, request.affinities(), sticky, reader.alarms(canary.alarms()));
    }

    private static Optional<String> liveGroup(DeployView view) {
        return view.name().live().flatMap(view.name()::service).flatMap(ServiceView::soleTargetGroup);
    }

    /**
     * Takes all steps.
     *
     * @param group the new deployment's target group
     * @return why it is not to go live, empty if it is; then it is ended already
     */
    Optional<Objection> run(DeployView view, String group) {
        DeploymentKey key = request.key();
        DeploymentKey beside = view.name().live().orElseThrow();
        ServiceView service = writer.service(key);
        Optional<CanaryMark> found = CanaryMark.of(service.tags());
        serviceArn = service.arn();
        begun = outside.time().instant();
        CanaryProgress progress = new CanaryProgress(
                resumed(found, beside), begun, begun.plus(canary.longest()).truncatedTo(ChronoUnit.SECONDS), false);
        Steps steps = new Steps(
                beside,
                liveGroup(view).orElseThrow(),
                new Subject(
                        key,
                        view.listener().loadBalancerArn(),
                        request.listenerArn(),
                        group,
                        service.desiredCount(),
                        begun),
                found);
        // Ctrl-C, or a CI system that cancels: the process ends while its last thread ends the canary.
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean over = true;
        try {
            Optional<Objection> objection = steps.take(progress);
            over = objection.isPresent();
            return objection;
        } catch (RuntimeException stopped) {
            abort(Failures.sentence(stopped));
            return Optional.of(new Objection(Failures.exit(stopped), Failures.sentence(stopped)));
        } finally {
            if (over) {
                unlessEnding(interrupted);
            }
        }
    }

    /**
     * Makes the write that makes it live, unless it is being ended by now.
     *
     * @throws Stopped if it is
     */
    void goLive(Runnable write) {
        try {
            if (!end.unlessBegun(write)) {
                throw new Stopped(ExitCode.REFUSED, CanaryEnded.MEANWHILE.why());
            }
        } finally {
            // Also where the answer was lost: it may be live, and then nothing is to be ended when the program ends.
            unlessEnding(interrupted);
        }
    }

    /** Why it must not go live after its last step; empty if nothing speaks against it. */
    Optional<String> ended() {
        return written.flatMap(marks -> reader.ended(request.key(), marks).found())
                .filter(by -> !by.isLive())
                .map(CanaryEnded::why);
    }

    private static void unlessEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then the hook runs, and all of this is its to end.
        }
    }

    /** The step that a deployer which died had reached, if it was on the same way. */
    private int resumed(Optional<CanaryMark> found, DeploymentKey beside) {
        return found.filter(mark ->
                        mark.steps().equals(canary.steps()) && mark.beside().equals(beside.id()))
                .map(CanaryMark::step)
                .orElse(1);
    }

    /** What was done to end it. */
    List<String> done() {
        return end.done();
    }

    /** Ends it: it does not go live after all. */
    void abort(String why) {
        end.once(serviceArn, why);
        unlessEnding(interrupted);
    }

    private final class Steps {

        private static final Optional<CanaryNext> ENDED = Optional.of(new CanaryNext.Ended(CanaryEnded.MEANWHILE));

        private final DeploymentKey beside;
        private final String liveGroup;
        private final Subject subject;
        private final Optional<CanaryMark> found;

        /** @param found the mark that a deployer before this one left */
        Steps(DeploymentKey beside, String liveGroup, Subject subject, Optional<CanaryMark> found) {
            this.beside = beside;
            this.liveGroup = liveGroup;
            this.subject = subject;
            this.found = found;
        }

        Optional<Objection> take(CanaryProgress first) {
            CanaryProgress progress = first;
            while (true) {
                CanaryMark mark = new CanaryMark(canary.steps(), progress.step(), progress.deadline(), beside.id());
                Optional<CanaryNext> ended = share(mark, progress);
                CanaryNext next = ended.isPresent() ? ended.get() : hold(progress);
                if (next instanceof CanaryNext.GoLive) {
                    return Optional.empty();
                }
                if (!(next instanceof CanaryNext.Advance)) {
                    return over(next);
                }
                progress = progress.advance(outside.time().instant());
            }
        }

        /** @return why it is not led on */
        private Optional<CanaryNext> share(CanaryMark mark, CanaryProgress progress) {
            // Not over the word of another program that it is over.
            Optional<CanaryNext> ended = written.flatMap(this::ended);
            if (ended.isPresent()) {
                return ended;
            }
            OwnMarks marks = new OwnMarks(mark, written.map(OwnMarks::last).or(() -> found));
            if (!end.unlessBegun(() -> writer.mark(serviceArn, mark))) {
                return ENDED;
            }
            written = Optional.of(marks);
            ended = ended(marks);
            if (ended.isPresent()) {
                return ended;
            }
            // The machine may have slept since the last look.
            if (CanaryPlan.isLate(progress, outside.time().instant())) {
                return Optional.of(CanaryPlan.late(canary, progress, Optional.empty()));
            }
            // By the mark the reaper knows why its scale-in is suspended, so the mark comes first.
            boolean shared = end.unlessBegun(() -> {
                writer.keepTasks(beside);
                writer.share(request.listenerArn(), liveGroup, subject.targetGroup(), mark);
            });
            if (!shared) {
                return ENDED;
            }
            say(mark.phrase() + (mark.step() == 1 ? " beside " + beside.id() : "") + pausing(mark));
            return ended(marks);
        }

        private String pausing(CanaryMark mark) {
            return canary.pause().isPresent() && mark.step() == canary.steps().count()
                    ? ", and then until ./drain promote " + subject.key().id()
                    : "";
        }

        private Optional<CanaryNext> ended(OwnMarks marks) {
            return reader.ended(subject.key(), marks).found().map(CanaryNext::after);
        }

        private CanaryNext hold(CanaryProgress began) {
            CanaryProgress progress = began;
            while (true) {
                outside.converge().waiting().pauseOrEnd(PAUSE);
                CanaryLook look =
                        reader.look(subject, canary, request.minHealthy(), written.orElseThrow(), progress.since());
                CanaryNext next = CanaryPlan.next(canary, progress, look);
                if (!(next instanceof CanaryNext.Hold held)) {
                    return next;
                }
                progress = held.progress();
                if (!outside.time().instant().isBefore(saidAt.plus(SAID))) {
                    say(held.line());
                }
            }
        }

        private Optional<Objection> over(CanaryNext next) {
            if (next instanceof CanaryNext.Abort abort) {
                abort(abort.why());
                return Optional.of(new Objection(abort.late() ? ExitCode.TIMED_OUT : ExitCode.FAILED, abort.why()));
            }
            CanaryEnded by = ((CanaryNext.Ended) next).by();
            if (by.became() != CanaryEnded.Became.TAKEN_OVER) {
                abort(by.why());
            }
            return Optional.of(new Objection(ExitCode.REFUSED, by.why()));
        }

        private void say(String line) {
            saidAt = outside.time().instant();
            console.note("  [" + Elapsed.of(Duration.between(begun, saidAt)) + "] " + line);
        }
    }
}
