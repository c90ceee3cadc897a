package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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

    private static final ScheduledExecutorService TIMERS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private final LocalAws aws = LocalAws.builder().clock(T0).start();
    private final SsmClient client = client(aws.endpoint());
    private final SsmStateReader reader = new SsmStateReader(PARAMETER, client);

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
        aws.faults().on("ssm", "GetParameter").then(Fault.throttle());

        assertProblem(ReadProblem.THROTTLED);
        assertThat(reads()).isEqualTo(2);
    }

    @Test
    void noPermissionIsToldApart() {
        aws.faults()
                .on("ssm", "GetParameter")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not authorized")));

        assertProblem(ReadProblem.DENIED);
    }

    @Test
    void aLostAnswerOrOneServerFaultIsRetriedAtOnceAndAServerThatKeepsFailingIsUnreachable() {
        put("draining");
        aws.faults().on("ssm", "GetParameter").times(1).then(Fault.serverError());
        assertThat(reader.read()).isInstanceOf(DrainSignal.Read.class);

        aws.faults().on("ssm", "GetParameter").then(Fault.serverError());
        assertProblem(ReadProblem.UNREACHABLE);
        aws.faults().clear();
        aws.faults().on("ssm", "GetParameter").then(new Fault.Unreachable());
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

    private long reads() {
        return aws.calls().stream()
                .filter(call -> call.operation().equals("GetParameter"))
                .count();
    }

    private void put(String value) {
        client.putParameter(request ->
                request.name(PARAMETER).value(value).type(ParameterType.STRING).overwrite(true));
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
