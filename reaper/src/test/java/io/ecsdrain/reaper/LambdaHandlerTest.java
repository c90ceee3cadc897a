package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.wire.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler as Lambda calls it. */
class LambdaHandlerTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private ReaperCluster cluster;
    private LambdaHandler handler;
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        cluster = new ReaperCluster();
        System.setProperty("aws.accessKeyId", ReaperCluster.REAPER);
        System.setProperty("aws.secretAccessKey", "local");
        handler = new LambdaHandler(
                Map.of(
                        "CLUSTER",
                        ReaperCluster.NAME,
                        "AWS_REGION",
                        "eu-west-1",
                        "AWS_ENDPOINT_URL",
                        cluster.aws.endpoint().toString()),
                new PrintStream(metrics, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        cluster.close();
    }

    private void invoke() throws Exception {
        invoke("{}", 60_000);
    }

    private void invoke(IntSupplier millisLeft) throws Exception {
        handler.handleRequest(InputStream.nullInputStream(), answer, context(millisLeft));
    }

    private void invoke(String event, int millisLeft) throws Exception {
        handler.handleRequest(new ByteArrayInputStream(event.getBytes()), answer, context(() -> millisLeft));
    }

    /** Lambda's context, of which the handler asks nothing but the time that is left. */
    private static Context context(IntSupplier millisLeft) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> millisLeft.getAsInt());
    }

    private static String event(String cluster, String group, String status) {
        return """
                {"version":"0","source":"aws.ecs","detail-type":"ECS Task State Change","region":"eu-west-1",
                 "detail":{"clusterArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/%s","group":"%s","lastStatus":"%s",
                 "desiredStatus":"STOPPED","stopCode":"ServiceSchedulerInitiated"}}""".formatted(cluster, group, status);
    }

    @Test
    void anInvocationIsOneRunAndAnswersItsReport() throws Exception {
        invoke();
        assertThat(new ObjectMapper()
                        .readTree(answer.toByteArray())
                        .path("cluster")
                        .asText())
                .isEqualTo(ReaperCluster.NAME);
    }

    @Test
    void anInvocationWhoseRunFailedFails() {
        cluster.aws.faults().on("ecs", "ListServices").then(Fault.serverError());
        assertThatThrownBy(this::invoke).isInstanceOf(IllegalStateException.class);
        assertThat(answer.toString()).contains("could not be observed");
    }

    @Test
    void aTaskThatStoppedMakesItLookAtThatServiceAlone() throws Exception {
        cluster.deploy(KEY, "active", 1);
        invoke(event(ReaperCluster.NAME, "service:" + KEY.serviceName(), "STOPPED"), 60_000);
        assertThat(cluster.callsByReaper()).containsExactly("DescribeServices");
        assertThat(answer.toString()).contains("\"only\" : \"svc-app-v1\"", "its desired count is 1");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "other, service:svc-app-v1, STOPPED",
        "not-prod, service:svc-app-v1, STOPPED",
        "prod, service:svc-app-v1, DEACTIVATING",
        "prod, service:web, STOPPED",
        "prod, family:migrate, STOPPED",
        "prod, '', STOPPED"
    })
    void anEventAboutNothingOfOursCostsNoCall(String name, String group, String status) throws Exception {
        invoke(event(name, group, status), 60_000);
        assertThat(cluster.callsByReaper()).isEmpty();
        assertThat(answer.toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}"})
    void anythingElseIsAFullRun(String event) throws Exception {
        invoke(event, 60_000);
        assertThat(cluster.callsByReaper()).contains("ListServices");
    }

    @Test
    void withoutTimeNothingIsWrittenAndTheAnswerSaysWhatIsLeft() throws Exception {
        cluster.deploy(KEY, "active", 1);
        cluster.parameter(KEY, "draining");
        // Readiness is the last that is read: it is used up when everything has been seen.
        invoke(() -> cluster.callsByReaper().contains("GetMetricData") ? 14_000 : 60_000);
        assertThat(cluster.mutationsByReaper()).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(answer.toByteArray())
                        .path("left")
                        .get(0)
                        .asText())
                .startsWith("app/v1: StampDrainStart");
    }

    /** Reads go six at a time, and those under way end by themselves. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6})
    void anObservationThatIsNotDoneInTimeDecidesNothingAndSaysSo(int reads) {
        cluster.deploy(KEY, "active", 0);
        cluster.parameter(KEY, "draining");
        IntSupplier millisLeft = () -> cluster.callsByReaper().size() < reads ? 60_000 : 14_000;
        assertThatThrownBy(() -> invoke(millisLeft)).isInstanceOf(IllegalStateException.class);
        assertThat(cluster.mutationsByReaper()).isEmpty();
        assertThat(cluster.callsByReaper()).hasSizeBetween(reads, reads + AwsClients.READS_AT_ONCE);
        assertThat(answer.toString())
                .contains("could not be observed, so nothing was decided: the time was up before everything was read")
                .contains("\"decisions\" : [ ]");
    }

    @Test
    void theMetricsGoToStdoutOneObjectALine() throws Exception {
        cluster.deploy(KEY, "active", 1);
        invoke();
        assertThat(metrics.toString(StandardCharsets.UTF_8).lines())
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("{\"_aws\":")
                .contains("\"deployment_name\":\"app\",\"Draining\":0");
    }
}
