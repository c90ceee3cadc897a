package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/** A default action is moved by its owner alone. */
class DefaultActionOfOthersTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void anotherNamesListenerIsRefused() {
        cloud.deploy("app", "v1");
        long seq = cloud.lastCall();

        Ran ran = cloud.deploy("app-eu", "v1");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("default action forwards to", "app's");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    /** The first place is before the health wait, the second between the last look and the move. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aDefaultActionThatBecameAnotherNamesMeanwhileIsLeftToIt(int place) {
        cloud.deploy("app", "v1");
        String theirs = cloud.fixture.targetGroup("theirs", Map.of());

        Ran ran = cloud.run(
                new Interrupted(place, () -> cloud.defaultTo(theirs)),
                TestCloud.DEPLOYER,
                cloud.deployment("app", "v2"));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("default action forwards to " + theirs, "svc-app-v2");
        assertThat(cloud.defaultGroup()).contains(theirs);
        assertThat(cloud.value("/apps/app/live")).contains("v1");
        assertThat(cloud.state("app", "v1")).contains("active");
        assertThat(cloud.state("app", "v2")).isNotEqualTo(java.util.Optional.of("active"));
    }

    /** To learn whose a default action is takes reads; found by random history 1004002. */
    @Test
    void aDefaultActionTakenWhileItIsAskedWhoseItIsIsLeftToTheOther() {
        cloud.deploy("app", "v1");
        String theirs = cloud.fixture.targetGroup("theirs", Map.of());

        Ran ran = cloud.run(
                new Interrupted(3, "listServices", () -> cloud.defaultTo(theirs)),
                TestCloud.DEPLOYER,
                cloud.deployment("app", "v2"));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(cloud.defaultGroup()).contains(theirs);
        assertThat(cloud.value("/apps/app/live")).contains("v1");
    }

    @Test
    void withoutARegisterActivateDoesNotTouchTheListenerButSaysWhereItPoints() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        String elsewhere = cloud.group("svc-app-v1");
        cloud.team.ssm().deleteParameter(delete -> delete.name("/apps/app/live"));
        cloud.team.elb().modifyListener(modify -> modify.listenerArn(cloud.listener)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(elsewhere)
                        .build()));
        long seq = cloud.lastCall();

        Ran ran = cloud.activate("app", "v2");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("no default action forwards to v2").contains(elsewhere);
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void whereTheListenerIsNotReadActivateSaysSo() {
        cloud.deploy("app", "v1");
        cloud.team.ssm().deleteParameter(delete -> delete.name("/apps/app/live"));
        cloud.aws
                .faults()
                .on("elasticloadbalancing", "DescribeListeners")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDenied", "not you")));

        Ran ran = cloud.activate("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("the default action was not looked at: DescribeListeners: AccessDenied");
    }
}
