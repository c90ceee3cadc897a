package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.rollback.RollbackRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = "Makes an older deployment that still exists live again; the newer ones drain. "
                + "In order: register, state, count and scaling back, healthy targets, its rules un-parked, "
                + "default action, states. If it does not become healthy it drains again and the one that was live "
                + "stays live. Refused if it is retired or gone. May be repeated, also after an interruption.")
final class RollbackVerb extends Verb {

    @Mixin
    private AwsOptions aws;

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Stable name of the app's environment. Default: DEPLOYMENT_NAME. Required.")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "Id of the deployment to make live again; 'status' shows them. Required.")
    private String id;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for its healthy targets. Default: 15m")
    private String timeout;

    @Mixin
    private MinHealthyOption minHealthy;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    RollbackVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        minHealthy.fill(inputs);
        inputs.flag("--deployment-name", "DEPLOYMENT_NAME", name)
                .flag("--to", id)
                .flag("--timeout", timeout)
                .variable("DEPLOY_TIMEOUT_MIN");
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        String named = settings.requiredName("DEPLOYMENT_NAME", "the stable name of the app's environment");
        String to = settings.requiredName("--to", "the id of the deployment to make live again");
        Duration patience = Limits.time(settings, "--timeout", Duration.ofMinutes(15));
        Quorum enough = minHealthy.read(settings, Quorum.ROLLBACK);
        Duration deployTimeout = Limits.deployTimeout(settings);
        OutputFormat format = output.read(settings);
        DeploymentKey which = Names.isValid(named) && Names.isValid(to) ? new DeploymentKey(named, to) : null;
        return verbs.rollback(settings.orThrow(
                () -> new RollbackRequest(target, which, enough, patience, deployTimeout, format, yes)));
    }
}
