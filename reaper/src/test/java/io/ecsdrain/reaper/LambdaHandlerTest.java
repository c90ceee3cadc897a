package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.wire.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler as Lambda calls it. */
class LambdaHandlerTest {

    private ReaperCluster cluster;
    private LambdaHandler handler;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        cluster = new ReaperCluster();
        System.setProperty("aws.accessKeyId", ReaperCluster.REAPER);
        System.setProperty("aws.secretAccessKey", "local");
        handler = new LambdaHandler(Map.of(
                "CLUSTER",
                ReaperCluster.NAME,
                "AWS_REGION",
                "eu-west-1",
                "AWS_ENDPOINT_URL",
                cluster.aws.endpoint().toString()));
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        cluster.close();
    }

    private void invoke() throws Exception {
        handler.handleRequest(new ByteArrayInputStream("{}".getBytes()), answer, context());
    }

    /** Lambda's context, of which the handler asks nothing but the time that is left. */
    private static Context context() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> 60_000);
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
}
