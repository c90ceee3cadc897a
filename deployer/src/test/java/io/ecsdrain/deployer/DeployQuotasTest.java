package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** What has no room is refused before anything is created. */
class DeployQuotasTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aLoadBalancerWhoseRulesAreUsedUpGetsNoTargetGroupEither() {
        cloud.aws.switches().set(ElbSwitches.RULES_PER_LOAD_BALANCER, 1);
        assertThat(cloud.deploy("app", "v1").exit()).isZero();
        long seq = cloud.lastCall();

        Ran second = cloud.deploy("app", "v2");

        assertThat(second.exit()).isEqualTo(3);
        assertThat(second.err()).contains("the load balancer has 1 rules and 1 are to be made, 1 are allowed");
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void anAccountWithMoreThanTheDefaultUsesIt() {
        cloud.aws.switches().set(ElbSwitches.RULES_PER_LOAD_BALANCER, 150);
        for (int priority = 1; priority <= 100; priority++) {
            int each = priority;
            cloud.team.elb().createRule(create -> create.listenerArn(cloud.listener)
                    .priority(each)
                    .conditions(RuleCondition.builder()
                            .field("path-pattern")
                            .values("/" + each)
                            .build())
                    .actions(Action.builder()
                            .type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(answer -> answer.statusCode("503"))
                            .build()));
        }

        Ran ran = cloud.deploy("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    void aRoleThatMayNotReadThemDeploysByTheDefaultsWithOneWarning() {
        cloud.aws
                .faults()
                .on("elasticloadbalancing", "DescribeAccountLimits")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDenied", "not allowed")));

        Ran ran = cloud.deploy("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err().lines().filter(line -> line.startsWith("warning: the quotas of Elastic Load Balancing")))
                .singleElement()
                .asString()
                .contains("AccessDenied", "100 rules and 100 target groups a load balancer");
    }
}
