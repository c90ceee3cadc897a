package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.DeployerPermissions;
import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.TaskPermissions;
import java.util.List;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/**
 * Managed policies to attach to roles that are there already: the deployer's (CI, or people) and the sidecar's (the
 * task role). The reaper's own is {@link DrainReaper#policy()}; {@code ./drain reap} needs it beside the deployer's.
 */
public final class DrainPolicies extends Construct {

    private final ManagedPolicy deployer;
    private final ManagedPolicy sidecar;

    /**
     * @param passRoles ARNs of the task and execution roles that {@code deploy} puts into task definitions; without any
     *     it can only use definitions that are registered already
     * @param taskProtection whether tasks protect themselves from scale-in (DRAIN_TASK_PROTECTION)
     */
    public DrainPolicies(Construct scope, String id, Reach reach, List<String> passRoles, boolean taskProtection) {
        super(scope, id);
        deployer = ManagedPolicy.Builder.create(this, "Deployer")
                .description("ecs-drain: activate, deploy, rollback, status, explain, verify")
                .statements(DeployerPermissions.of(reach, passRoles))
                .build();
        sidecar = ManagedPolicy.Builder.create(this, "Sidecar")
                .description("ecs-drain: what a task role needs for the sidecar")
                .statements(TaskPermissions.taskRole(reach, taskProtection))
                .build();
        Nag.wildcards(deployer);
        Nag.wildcards(sidecar);
    }

    public ManagedPolicy deployer() {
        return deployer;
    }

    public ManagedPolicy sidecar() {
        return sidecar;
    }
}
