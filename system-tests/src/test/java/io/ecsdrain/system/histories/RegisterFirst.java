package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code deploy} and {@code rollback} change nothing that clients or apps notice before the register names their deployment. */
final class RegisterFirst implements WriteOrder.Rule {

    private static final Set<String> VERBS = Set.of("deploy", "rollback");
    private static final Set<String> EFFECTS =
            Set.of("ModifyListener", "ModifyRule", "UpdateService", "TagResource", "RegisterScalableTarget");

    private final Stage stage;

    RegisterFirst(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        boolean effect = EFFECTS.contains(call.operation())
                || call.operation().equals("PutParameter")
                        && call.input().get("Name").asText().endsWith("/state");
        return actor.errand
                .filter(errand -> effect && VERBS.contains(errand.verb()) && !isRehearsal(errand.key(), call))
                .filter(errand -> !wasRegistered(errand.key(), errand.begun()))
                .map(errand -> "the register does not name " + errand.key() + " yet");
    }

    /** A default action with a login is written as it is before anything else, to see whether AWS lets it: it leads elsewhere. */
    private boolean isRehearsal(DeploymentKey key, CallRecord call) {
        String input = call.input().toString();
        return call.operation().equals("ModifyListener")
                && !stage.draw.company().login().isEmpty()
                && stage.aws.ecs().services().stream()
                        .filter(service -> service.name().equals(key.serviceName()))
                        .flatMap(service -> service.targetGroups().stream())
                        .noneMatch(input::contains);
    }

    /** Another actor may have written it over since, and what was read may be old. */
    private boolean wasRegistered(DeploymentKey key, Instant begun) {
        Instant oldest = begun.minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
        List<Parameters.Write> writes = stage.traffic.parameters().of("/apps/" + key.name() + "/live");
        for (int i = 0; i < writes.size(); i++) {
            boolean stood = i + 1 == writes.size() || !writes.get(i + 1).at().isBefore(oldest);
            if (stood && key.id().equals(writes.get(i).value())) {
                return true;
            }
        }
        return false;
    }
}
