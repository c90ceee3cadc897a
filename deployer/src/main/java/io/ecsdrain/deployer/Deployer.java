package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.cli.Verbs;
import io.ecsdrain.deployer.plan.activate.ActivateRequest;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.look.LookRequest;
import io.ecsdrain.deployer.plan.pin.PinRequest;
import io.ecsdrain.deployer.plan.promote.PromoteRequest;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.reap.ReapRequest;
import io.ecsdrain.deployer.plan.retire.RetireRequest;
import io.ecsdrain.deployer.plan.rollback.RollbackRequest;
import io.ecsdrain.deployer.plan.taskdef.TaskDefRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Result;
import io.ecsdrain.deployer.plan.watch.WatchRequest;
import io.ecsdrain.deployer.report.Json;
import io.ecsdrain.deployer.report.Text;

/** Wires each verb: observation, plan, execution, report. */
final class Deployer implements Verbs {

    private final Console console;
    private final Outside outside;

    Deployer(Console console, Outside outside) {
        this.console = console;
        this.outside = outside;
    }

    @Override
    public ExitCode activate(ActivateRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new ActivateFlow(session, console, outside).run(request), request.format());
        }
    }

    @Override
    public ExitCode deploy(DeployRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new DeployFlow(session, console, outside).run(request), request.format());
        }
    }

    @Override
    public ExitCode rollback(RollbackRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new RollbackFlow(session, console, outside, request).run(), request.format());
        }
    }

    @Override
    public ExitCode promote(PromoteRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new PromoteFlow(session, console, outside).run(request), request.format());
        }
    }

    @Override
    public ExitCode retire(RetireRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new RetireFlow(session, console, outside).run(request), request.format());
        }
    }

    @Override
    public ExitCode pin(PinRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return report(new PinFlow(session, console, outside).run(request), request.format());
        }
    }

    @Override
    public ExitCode status(LookRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            return new LookFlow(session, console, outside).status(request);
        }
    }

    @Override
    public ExitCode explain(ExplainRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            return new ExplainFlow(session, console, outside).run(request);
        }
    }

    @Override
    public ExitCode watch(WatchRequest request) {
        try (Session session = Session.open(request.explain().target(), outside)) {
            return new WatchFlow(session, console, outside, request).run();
        }
    }

    @Override
    public ExitCode verify(LookRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            return new LookFlow(session, console, outside).verify(request);
        }
    }

    @Override
    public ExitCode reap(ReapRequest request) {
        try (Session session = Session.open(request.target(), outside)) {
            session.announce(console);
            return new ReapFlow(session, console, outside).run(request);
        }
    }

    @Override
    public ExitCode taskDef(TaskDefRequest request) {
        return new TaskDefFlow(console).run(request);
    }

    private ExitCode report(Result result, OutputFormat format) {
        if (format == OutputFormat.JSON) {
            console.result(Json.result(result));
        } else if (result.exit() == ExitCode.DONE) {
            console.result(Text.result(result));
        } else {
            Text.result(result).lines().forEach(console::note);
        }
        if (format == OutputFormat.JSON && result.exit() != ExitCode.DONE) {
            console.note("drain: " + result.summary());
        }
        return result.exit();
    }
}
