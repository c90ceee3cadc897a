package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.StateWrite;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The reader over the real SDK and the wire. */
class SsmStateReaderTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PARAMETER = "/apps/app/d1/state";
    private static final String FENCE = "/apps/app/d1/fence";

    private static final ScheduledExecutorService TIMERS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private final LocalAws aws = LocalAws.builder().clock(T0).start();
    private final SsmClient client = client(aws.endpoint());
    private final SsmStateReader reader = new SsmStateReader(PARAMETER, FENCE, client);

    @AfterEach
    void close() {
        client.close();
        aws.close();
    }

    @Test
    void readsStateDateAndVersion() {
        put("active");
        aws.advance(Duration.ofSeconds(10));
        put("draining");

        assertThat(reader.read()).isEqualTo(new DrainSignal.Read(DeploymentState.DRAINING, T0.plusSeconds(10), 2));
    }

    @Test
    void aParameterThatDoesNotExistIsNoState() {
        assertProblem(ReadProblem.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Draining", "drain", "true", "draining\n", " draining", "{\"state\":\"draining\"}"})
    void aValueThatIsNeitherWordIsNoState(String value) {
        put(value);

        assertProblem(ReadProblem.UNKNOWN_VALUE);
    }

    @Test
    void throttlingIsToldApartAndNotHammered() {
        put("draining");
        aws.faults().on("ssm", "GetParameters").then(Fault.throttle());

        assertProblem(ReadProblem.THROTTLED);
        assertThat(reads("GetParameters")).isEqualTo(2);
        assertThat(reads("GetParameter")).isZero();
    }

    @Test
    void noPermissionIsToldApart() {
        refuse("GetParameters");
        refuse("GetParameter");

        assertProblem(ReadProblem.DENIED);
        assertProblem(ReadProblem.DENIED);
        assertThat(reads("GetParameters")).as("both may be allowed at any time").isEqualTo(2);
    }

    @Test
    void readsStateAndFenceInOneCall() {
        put("draining");
        Fence fence = new Fence("a".repeat(32), StateWrite.of(1, T0), "0".repeat(64));
        put(FENCE, fence.json());

        assertThat(reader.read()).isEqualTo(new DrainSignal.Read(DeploymentState.DRAINING, T0, 1, Optional.of(fence)));
        assertThat(aws.calls())
                .filteredOn(call -> call.operation().startsWith("Get"))
                .hasSize(1);
    }

    /** The answer has its time to the second. */
    @Test
    void readsHowOldTheFenceIsByTheStoresOwnClock() {
        put("draining");
        aws.advance(Duration.ofMillis(10_200));
        put(FENCE, new Fence("a".repeat(32), StateWrite.of(1, T0), "0".repeat(64)).json());
        aws.advance(Duration.ofMillis(15_500));

        assertThat(reader.read()).isInstanceOfSatisfying(DrainSignal.Read.class, read -> assertThat(read.fenceAge())
                .isEqualTo(Duration.ofMillis(14_800)));
    }

    @Test
    void aFenceWithoutAStateIsNoState() {
        put(FENCE, new Fence("a".repeat(32), StateWrite.of(1, T0), "0".repeat(64)).json());

        assertProblem(ReadProblem.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "{}", "{\"nonce\":\"x\"}"})
    void aValueThatIsNoFenceIsNoneAndTheStateIsReadAllTheSame(String value) {
        put("draining");
        put(FENCE, value);

        assertThat(reader.read()).isEqualTo(new DrainSignal.Read(DeploymentState.DRAINING, T0, 1));
    }

    /** As the plan's task role has it. */
    @Test
    void whereTheRoleAllowsTheStateAloneItReadsTheStateAloneAndTriesAgainLater() {
        refuse("GetParameters");
        assertProblem(ReadProblem.NOT_FOUND);
        put("draining");
        put(FENCE, new Fence("a".repeat(32), StateWrite.of(1, T0), "0".repeat(64)).json());

        for (int i = 0; i < SsmStateReader.ALONE; i++) {
            assertThat(reader.read()).isEqualTo(new DrainSignal.Read(DeploymentState.DRAINING, T0, 1));
        }
        assertThat(reads("GetParameters")).isEqualTo(1);
        assertThat(reads("GetParameter")).isEqualTo(SsmStateReader.ALONE + 1);

        aws.faults().clear();
        assertThat(reader.read()).isInstanceOfSatisfying(DrainSignal.Read.class, read -> assertThat(read.fence())
                .isPresent());
        assertThat(reads("GetParameters")).isEqualTo(2);
    }

    private void refuse(String operation) {
        aws.faults()
                .on("ssm", operation)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not authorized")));
    }

    @Test
    void aLostAnswerOrOneServerFaultIsRetriedAtOnceAndAServerThatKeepsFailingIsUnreachable() {
        put("draining");
        aws.faults().on("ssm", "GetParameters").times(1).then(Fault.serverError());
        assertThat(reader.read()).isInstanceOf(DrainSignal.Read.class);

        aws.faults().on("ssm", "GetParameters").then(Fault.serverError());
        assertProblem(ReadProblem.UNREACHABLE);
        aws.faults().clear();
        aws.faults().on("ssm", "GetParameters").then(new Fault.Unreachable());
        assertProblem(ReadProblem.UNREACHABLE);
    }

    @Test
    void aServerThatIsDownIsUnreachableAndReadAgainOnceItIsBack() {
        put("draining");
        int port = aws.endpoint().getPort();
        aws.close();
        assertProblem(ReadProblem.UNREACHABLE);

        try (LocalAws back = LocalAws.builder().clock(T0).port(port).start()) {
            assertThat(back.endpoint()).isEqualTo(aws.endpoint());
            put("active");
            assertThat(reader.read()).isInstanceOf(DrainSignal.Read.class);
        }
    }

    private void assertProblem(ReadProblem problem) {
        assertThat(reader.read()).isInstanceOfSatisfying(DrainSignal.ReadFailed.class, failed -> {
            assertThat(failed.problem()).isEqualTo(problem);
            assertThat(failed.detail()).isNotBlank().doesNotContain("\n");
        });
    }

    private long reads(String operation) {
        return aws.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }

    private void put(String value) {
        put(PARAMETER, value);
    }

    private void put(String name, String value) {
        client.putParameter(request ->
                request.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    private static SsmClient client(URI endpoint) {
        return client(endpoint, AwsAccess.DEFAULT, Duration.ofSeconds(10));
    }

    static SsmClient client(URI endpoint, AwsAccess access, Duration call) {
        return client(endpoint, access, call, TIMERS);
    }

    static SsmClient client(URI endpoint, AwsAccess access, Duration call, ScheduledExecutorService timers) {
        var builder = SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKSIDECAR", "secret")));
        return SsmConnection.patient(builder, access, timers, call);
    }
}
