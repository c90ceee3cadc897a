package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
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
import io.ecsdrain.deployer.plan.watch.WatchRequest;
import java.util.List;

/** Keeps the requests that arrive; without an answer to give it fails. */
record RecordingVerbs(List<Object> requests, ExitCode answer) implements Verbs {

    @Override
    public ExitCode activate(ActivateRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode deploy(DeployRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode rollback(RollbackRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode promote(PromoteRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode retire(RetireRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode pin(PinRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode status(LookRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode explain(ExplainRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode watch(WatchRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode verify(LookRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode reap(ReapRequest request) {
        return kept(request);
    }

    @Override
    public ExitCode taskDef(TaskDefRequest request) {
        return kept(request);
    }

    private ExitCode kept(Object request) {
        if (answer == null) {
            throw new IllegalStateException("no good");
        }
        requests.add(request);
        return answer;
    }
}
