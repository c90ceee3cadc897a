package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.deploy.Affinity;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployRequest.TaskDefinition;
import io.ecsdrain.deployer.plan.deploy.GroupRequest;
import io.ecsdrain.deployer.plan.deploy.Hook;
import io.ecsdrain.deployer.plan.deploy.ScalingRequest;
import io.ecsdrain.deployer.plan.deploy.Secret;
import io.ecsdrain.deployer.plan.deploy.ServiceDefinition;
import io.ecsdrain.deployer.plan.deploy.ServiceRequest;
import io.ecsdrain.deployer.plan.taskdef.TaskDefinitions;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        description = "Creates a deployment beside the others, waits until it is healthy, makes it live. "
                + "In order: target group, rule, service, healthy targets, hook, steps, default action, states. Run again with the same "
                + "id it continues. Deletes nothing; what a failed run leaves, the reaper removes.")
final class DeployVerb extends Verb {

    @Mixin
    private AwsOptions aws;

    @Mixin
    private KeyOptions key;

    @Mixin
    private DeployOptions what;

    @Mixin
    private ServiceOptions service;

    @Mixin
    private ScalingOption scaling;

    @Mixin
    private GroupOptions group;

    @Mixin
    private MinHealthyOption minHealthy;

    @Mixin
    private HookOptions hook;

    @Mixin
    private CanaryOptions canary;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    @Option(
            names = "--strict",
            description =
                    "Refuse (3) where it would warn: no --affinity, no sidecar, scaling of the live deployment that the new one does not get.")
    private boolean strict;

    DeployVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        key.fill(inputs);
        what.fill(inputs);
        service.fill(inputs);
        scaling.fill(inputs);
        group.fill(inputs);
        minHealthy.fill(inputs);
        hook.fill(inputs);
        canary.fill(inputs);
        inputs.variable("DEPLOY_TIMEOUT_MIN");
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        ServiceDefinition file = service.definition(settings, which, target.cluster());
        Optional<TaskDefinition> definition = what.taskDefinition(settings, file.taskDefinition());
        String listener = what.listener(settings);
        GroupRequest targets = group.read(settings);
        List<Affinity> affinities = what.affinities(settings, which);
        ScalingRequest scales = scaling.read(settings, which, target.cluster());
        Optional<Secret> oidcSecret = what.oidcSecret(settings, environment);
        Quorum enough = minHealthy.read(settings, Quorum.DEPLOY);
        Duration timeout = Limits.time(settings, "--timeout", Duration.ofMinutes(15));
        Duration whole = Limits.deployTimeout(settings);
        ServiceRequest asked = service.read(settings, file, DeployRequest.patience(timeout, whole));
        Optional<Hook> decides = hook.read(settings, whole);
        Optional<CanaryRequest> inSteps = canary.read(settings);
        OutputFormat format = output.read(settings);
        // What cannot work with a task definition from a file is found out before the first call.
        definition.flatMap(TaskDefinition::document).ifPresent(document -> TaskDefinitions.problems(
                        document, which, asked.containerName(), asked.containerPort())
                .forEach(settings::problem));
        return verbs.deploy(settings.orThrow(() -> new DeployRequest(
                target,
                which,
                definition.orElseThrow(),
                asked,
                listener,
                targets,
                affinities,
                scales,
                oidcSecret,
                enough,
                decides,
                inSteps,
                canary.supersede(),
                timeout,
                whole,
                format,
                yes,
                strict)));
    }
}
