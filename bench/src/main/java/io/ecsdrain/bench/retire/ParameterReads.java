package io.ecsdrain.bench.retire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.Wire;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** State and fence of one deployment, read as its sidecars read them, but without a socket. */
final class ParameterReads {

    private static final String TASK_ROLE = "AKTASK";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalAws aws;
    private final DeploymentKey key;

    ParameterReads(LocalAws aws, DeploymentKey key) {
        this.aws = aws;
        this.key = key;
    }

    DrainSignal read() {
        ObjectNode input = JSON.createObjectNode();
        input.putArray("Names").add(key.stateParameter()).add(key.fenceParameter());
        Wire.Answer answer = aws.exchange(new Wire.Call("ssm", "GetParameters", input), TASK_ROLE)
                .orElseThrow();
        if (answer.refusal() != null) {
            return new DrainSignal.ReadFailed(ReadProblem.THROTTLED, "throttled");
        }
        JsonNode found = answer.output().path("Parameters");
        JsonNode state = named(found, key.stateParameter()).orElseThrow();
        Optional<JsonNode> fence = named(found, key.fenceParameter());
        return new DrainSignal.Read(
                DeploymentState.parse(state.path("Value").asText()).orElseThrow(),
                writtenAt(state),
                state.path("Version").asLong(),
                fence.flatMap(each -> Fence.parse(each.path("Value").asText())),
                fence.map(this::age).orElse(Duration.ZERO));
    }

    /** An answer has its time to the second. */
    private Duration age(JsonNode fence) {
        Duration age = Duration.between(writtenAt(fence), aws.now().truncatedTo(ChronoUnit.SECONDS));
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Instant writtenAt(JsonNode parameter) {
        return (Instant) ((POJONode) parameter.path("LastModifiedDate")).getPojo();
    }

    private static Optional<JsonNode> named(JsonNode all, String name) {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(each -> each.path("Name").asText().equals(name))
                .findFirst();
    }
}
