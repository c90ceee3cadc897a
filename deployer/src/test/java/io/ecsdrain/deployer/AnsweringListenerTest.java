package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/** A default action that answers as a person told it to is not replaced without a word. */
class AnsweringListenerTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private void redirect(String listener) {
        cloud.team.elb().modifyListener(modify -> modify.listenerArn(listener)
                .defaultActions(Action.builder()
                        .type("redirect")
                        .redirectConfig(to -> to.protocol("HTTPS").port("443").statusCode("HTTP_301"))
                        .build()));
    }

    @Test
    void deployRefusesARedirectAndNamesTheListenerThatForwards() {
        String serving = cloud.fixture.listener(cloud.balancer, 8080);
        assertThat(cloud.deploy("app", "v1", "--listener", serving).exit()).isZero();
        redirect(cloud.listener);
        long seq = cloud.lastCall();

        Ran ran = cloud.deploy("app", "v2");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains(cloud.listener + " (HTTP 80)", "a redirect", serving + " (HTTP 8080) forwards");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void aRedirectThatComesWhileTheTasksBecomeHealthyStays() {
        cloud.deploy("app", "v1");

        Ran ran = cloud.run(
                new Interrupted(2, () -> redirect(cloud.listener)), TestCloud.DEPLOYER, cloud.deployment("app", "v2"));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(cloud.defaultGroup()).isEmpty();
        assertThat(cloud.value("/apps/app/live")).contains("v1");
    }

    @Test
    void rollbackRefusesWhereOnlyARedirectCarriesTheDeploymentsRule() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        redirect(cloud.listener);
        long seq = cloud.lastCall();

        Ran ran = cloud.run("rollback", "--deployment-name", "app", "--to", "v1");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("a redirect", "503");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }
}
