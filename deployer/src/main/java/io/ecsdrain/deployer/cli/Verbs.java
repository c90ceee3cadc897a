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

/** What stands behind the command line. A method says what came of it on the console and returns how to exit. */
public interface Verbs {

    ExitCode activate(ActivateRequest request);

    ExitCode deploy(DeployRequest request);

    ExitCode rollback(RollbackRequest request);

    ExitCode promote(PromoteRequest request);

    ExitCode retire(RetireRequest request);

    ExitCode pin(PinRequest request);

    ExitCode status(LookRequest request);

    ExitCode explain(ExplainRequest request);

    ExitCode watch(WatchRequest request);

    ExitCode verify(LookRequest request);

    ExitCode reap(ReapRequest request);

    ExitCode taskDef(TaskDefRequest request);
}
