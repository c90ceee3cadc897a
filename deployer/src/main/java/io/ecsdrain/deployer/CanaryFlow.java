package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.CanaryWriter;
import io.ecsdrain.deployer.execute.HookRun.Objection;
import io.ecsdrain.deployer.observe.CanaryReader;
import io.ecsdrain.deployer.observe.CanaryReader.Subject;
import io.ecsdrain.deployer.plan.canary.CanaryLook;
import io.ecsdrain.deployer.plan.canary.CanaryNext;
import io.ecsdrain.deployer.plan.canary.CanaryPlan;
import io.ecsdrain.deployer.plan.canary.CanaryProgress;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.deploy.CanaryStart;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployView;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.time.Duration;
import java.time.Instant;
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

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final DeployRequest request;
    private final CanaryRequest canary;
    private final CanaryReader reader;
    private final CanaryWriter writer;
    private final CanaryEnd end;

    private Instant begun;
    private Instant saidAt = Instant.MIN;

    CanaryFlow(Session session, Console console, Outside outside, DeployRequest request, CanaryRequest canary) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.request = request;
        this.canary = canary;
        this.reader = new CanaryReader(session.clients(), session.target().cluster(), outside.time());
        this.writer = new CanaryWriter(
                session.clients(),
                session.target().cluster(),
                outside.converge().waiting());
        this.end = new CanaryEnd(session, console, outside);
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
        begun = outside.time().instant();
        CanaryProgress progress =
                new CanaryProgress(resumed(service, beside), begun, begun.plus(canary.longest()), false);
        Steps steps = new Steps(
                service.arn(),
                beside,
                liveGroup(view).orElseThrow(),
                new Subject(
                        key, view.listener().loadBalancerArn(), request.listenerArn(), group, service.desiredCount()));
        // Ctrl-C, or a CI system that cancels: the process ends while its last thread ends the canary.
        Thread interrupted = new Thread(() -> end.once(key, service.arn(), "interrupted"));
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return steps.take(progress);
        } catch (RuntimeException stopped) {
            end.once(key, service.arn(), Failures.sentence(stopped));
            return Optional.of(new Objection(Failures.exit(stopped), Failures.sentence(stopped)));
        } finally {
            unlessEnding(interrupted);
        }
    }

    private static void unlessEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then the hook runs, and all of this is its to end.
        }
    }

    /** The step that a deployer which died had reached, if it was on the same way. */
    private int resumed(ServiceView service, DeploymentKey beside) {
        return CanaryMark.of(service.tags())
                .filter(mark ->
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
        end.once(request.key(), writer.service(request.key()).arn(), why);
    }

    private final class Steps {

        private final String serviceArn;
        private final DeploymentKey beside;
        private final String liveGroup;
        private final Subject subject;
        /** As this program wrote it last. */
        private Optional<CanaryMark> written = Optional.empty();

        Steps(String serviceArn, DeploymentKey beside, String liveGroup, Subject subject) {
            this.serviceArn = serviceArn;
            this.beside = beside;
            this.liveGroup = liveGroup;
            this.subject = subject;
        }

        Optional<Objection> take(CanaryProgress first) {
            CanaryProgress progress = first;
            while (true) {
                CanaryMark mark = new CanaryMark(canary.steps(), progress.step(), progress.deadline(), beside.id());
                Optional<String> ended = end.unlessBegun(() -> share(mark));
                if (ended.isPresent()) {
                    return over(new CanaryNext.Ended(ended.get()));
                }
                CanaryNext next = hold(mark, progress);
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
        private Optional<String> share(CanaryMark mark) {
            // Not over the word of another program that it is over.
            Optional<String> ended = written.flatMap(last -> reader.ended(subject.key(), last));
            if (ended.isEmpty()) {
                writer.mark(serviceArn, mark);
                written = Optional.of(mark);
                ended = reader.ended(subject.key(), mark);
            }
            if (ended.isPresent()) {
                return ended;
            }
            writer.share(request.listenerArn(), liveGroup, subject.targetGroup(), mark);
            say(mark.phrase() + (mark.step() == 1 ? " beside " + beside.id() : ""));
            return reader.ended(subject.key(), mark);
        }

        private CanaryNext hold(CanaryMark mark, CanaryProgress began) {
            CanaryProgress progress = began;
            while (true) {
                outside.converge().waiting().pauseOrEnd(PAUSE);
                CanaryLook look = reader.look(subject, canary, request.minHealthy(), mark, progress.since());
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
                end.once(subject.key(), serviceArn, abort.why());
                return Optional.of(new Objection(abort.late() ? ExitCode.TIMED_OUT : ExitCode.FAILED, abort.why()));
            }
            String why = ((CanaryNext.Ended) next).why();
            end.takeBack(subject.key(), why);
            return Optional.of(new Objection(ExitCode.REFUSED, why));
        }

        private void say(String line) {
            saidAt = outside.time().instant();
            console.note("  [" + Elapsed.of(Duration.between(begun, saidAt)) + "] " + line);
        }
    }
}
