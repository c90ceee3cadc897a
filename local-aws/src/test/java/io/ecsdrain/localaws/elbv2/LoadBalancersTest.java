package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.fixed;
import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;

class LoadBalancersTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aLoadBalancerIsActiveAtOnceOnLoopback() {
        String arn = aws.loadBalancer("alb");

        LoadBalancer balancer = aws.client
                .describeLoadBalancers(r -> r.loadBalancerArns(arn))
                .loadBalancers()
                .get(0);

        assertThat(arn)
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/alb/[0-9a-f]{16}");
        assertThat(balancer.dnsName()).isEqualTo("127.0.0.1");
        assertThat(balancer.state().codeAsString()).isEqualTo("active");
        assertThat(balancer.vpcId()).isNotEmpty();
        assertThat(balancer.createdTime()).isEqualTo(aws.world.now());
    }

    @Test
    void creatingTheSameAgainGivesTheSameAndAnotherUnderItsNameIsRefused() {
        assertThat(aws.loadBalancer("alb")).isEqualTo(aws.loadBalancer("alb"));
        assertThatThrownBy(
                        () -> aws.client.createLoadBalancer(r -> r.name("alb").subnets("subnet-y", "subnet-z")))
                .isInstanceOf(DuplicateLoadBalancerNameException.class);
    }

    /** AWS's words, from its API's answer. */
    @Test
    void oneSubnetIsTooFew() {
        assertThatThrownBy(
                        () -> aws.client.createLoadBalancer(r -> r.name("alb").subnets("subnet-a")))
                .hasMessageContaining("At least two subnets in two different Availability Zones must be specified");
        assertThatThrownBy(
                        () -> aws.client.createLoadBalancer(r -> r.name("alb").subnets("subnet-a", "subnet-a")))
                .hasMessageContaining("two different Availability Zones");
    }

    @Test
    void aPortHasOneListener() {
        String balancer = aws.loadBalancer("alb");
        Listener listener = aws.listener(balancer, 80);

        assertThat(listener.listenerArn()).matches(".*:listener/app/alb/[0-9a-f]{16}/[0-9a-f]{16}");
        assertThat(aws.listener(balancer, 80).listenerArn()).isEqualTo(listener.listenerArn());
        assertThatThrownBy(() -> aws.client.createListener(r ->
                        r.loadBalancerArn(balancer).protocol("HTTP").port(80).defaultActions(fixed("200", "another"))))
                .isInstanceOf(DuplicateListenerException.class);
    }

    @Test
    void deletingALoadBalancerTakesListenersAndRulesWithItAndFreesTargetGroups() {
        String balancer = aws.loadBalancer("alb");
        String listener = aws.listener(balancer, 80).listenerArn();
        String group = aws.targetGroup("blue").targetGroupArn();
        aws.rule(listener, 1, path("/a"), forward(group));

        aws.client.deleteLoadBalancer(r -> r.loadBalancerArn(balancer));

        assertThat(aws.elb.attached(group)).isFalse();
        assertThatThrownBy(() -> aws.client.describeListeners(r -> r.listenerArns(listener)))
                .isInstanceOf(ListenerNotFoundException.class);
        assertThatThrownBy(() -> aws.client.describeLoadBalancers(r -> r.names("alb")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
        assertThat(aws.client.deleteLoadBalancer(r -> r.loadBalancerArn(balancer)))
                .isNotNull();
    }

    @Test
    void deletionProtectionProtects() {
        String balancer = aws.loadBalancer("alb");
        aws.client.modifyLoadBalancerAttributes(r -> r.loadBalancerArn(balancer)
                .attributes(LoadBalancerAttribute.builder()
                        .key("deletion_protection.enabled")
                        .value("true")
                        .build()));

        assertThatThrownBy(() -> aws.client.deleteLoadBalancer(r -> r.loadBalancerArn(balancer)))
                .isInstanceOf(OperationNotPermittedException.class);
    }
}
