package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

class TargetHealthTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ElbWorld aws = new ElbWorld();
    private String group;
    private Rule rule;

    @BeforeEach
    void anAttachedGroup() {
        group = aws.targetGroup("blue").targetGroupArn();
        rule = aws.rule(aws.listener(), 1, path("/a"), forward(group));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private void inert(String ip) {
        aws.world.locked(() -> aws.elb.register(group, ip, 8080, true));
    }

    private TargetHealthStateEnum state(String ip) {
        return aws.health(group, ip, 8080).state();
    }

    @Test
    void anInertTargetIsHealthyAtTheNextTickAndAsDecidedAfterwards() {
        inert("10.0.0.1");
        assertThat(aws.health(group, "10.0.0.1", 8080).reason())
                .isEqualTo(TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS);

        aws.advance(SECOND);
        assertThat(state("10.0.0.1")).isEqualTo(TargetHealthStateEnum.HEALTHY);

        aws.elb.inertHealth("10.0.0.1", 8080, false);
        aws.advance(SECOND);
        assertThat(state("10.0.0.1")).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
    }

    @Test
    void aDeregisteredTargetDrainsForTheWholeDelayAlthoughIdle() {
        inert("10.0.0.1");
        aws.advance(SECOND);
        aws.world.locked(() -> aws.elb.deregister(group, "10.0.0.1", 8080));

        aws.advance(Duration.ofSeconds(299));
        assertThat(aws.health(group, "10.0.0.1", 8080).reason())
                .isEqualTo(TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS);
        assertThat(aws.elb.state(group, "10.0.0.1", 8080)).isEqualTo("draining");

        aws.advance(SECOND);
        assertThat(aws.elb.state(group, "10.0.0.1", 8080)).isEqualTo("unused");
        assertThat(aws.health(group, "10.0.0.1", 8080).reason())
                .isEqualTo(TargetHealthReasonEnum.TARGET_NOT_REGISTERED);
    }

    @Test
    void withoutARuleTargetsAreUnusedAndDrainNoLonger() {
        inert("10.0.0.1");
        inert("10.0.0.2");
        aws.advance(SECOND);
        aws.world.locked(() -> aws.elb.deregister(group, "10.0.0.2", 8080));

        aws.client.deleteRule(r -> r.ruleArn(rule.ruleArn()));
        assertThat(aws.health(group, "10.0.0.1", 8080).reason()).isEqualTo(TargetHealthReasonEnum.TARGET_NOT_IN_USE);
        aws.advance(SECOND);

        assertThat(aws.elb.state(group, "10.0.0.2", 8080)).isEqualTo("unused");
        assertThat(aws.client.describeTargetHealth(r -> r.targetGroupArn(group)).targetHealthDescriptions())
                .hasSize(1);
    }

    @Test
    void aRealTargetIsHealthyAfterOnePassedCheckAndUnhealthyAfterTwoFailedOnes() throws IOException {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            aws.world.locked(() -> aws.elb.register(group, "127.0.0.1", port, false));

            becomes(port, TargetHealthStateEnum.HEALTHY);
            status.set(500);
            becomes(port, TargetHealthStateEnum.UNHEALTHY);
            assertThat(aws.health(group, "127.0.0.1", port).description())
                    .isEqualTo("Health checks failed with these codes: [500]");
        } finally {
            server.stop(0);
        }
    }

    /** A result is taken in at the tick after it came; each step here is one interval. */
    private void becomes(int port, TargetHealthStateEnum wanted) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    aws.advance(Duration.ofSeconds(30));
                    return aws.health(group, "127.0.0.1", port).state() == wanted;
                });
    }

    @Test
    void aPathThatNoUrlCanHoldMeansFailedHealthChecksAndTimeGoesOn() {
        aws.client.modifyTargetGroup(r -> r.targetGroupArn(group).healthCheckPath("/{live}"));
        aws.world.locked(() -> aws.elb.register(group, "127.0.0.1", 8080, false));

        becomes(8080, TargetHealthStateEnum.UNHEALTHY);
    }

    @Test
    void nothingListeningMeansFailedHealthChecks() throws IOException {
        int port;
        try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAgain.getLocalPort();
        }
        aws.world.locked(() -> aws.elb.register(group, "127.0.0.1", port, false));

        becomes(port, TargetHealthStateEnum.UNHEALTHY);
        assertThat(aws.health(group, "127.0.0.1", port).reason())
                .isEqualTo(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS);
    }
}
