package io.ecsdrain.localaws.elbv2;

import static io.ecsdrain.localaws.elbv2.ElbWorld.fixed;
import static io.ecsdrain.localaws.elbv2.ElbWorld.forward;
import static io.ecsdrain.localaws.elbv2.ElbWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyRulesException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTargetGroupsException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyUniqueTargetGroupsPerLoadBalancerException;

/** How many rules there may be, of which priority, and to how many target groups. */
class RuleLimitsTest {

    private final ElbWorld aws = new ElbWorld();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPriorityIsTakenOnlyOncePerListener() {
        String balancer = aws.loadBalancer("alb");
        String listener = aws.listener(balancer, 80).listenerArn();
        String other = aws.listener(balancer, 81).listenerArn();
        aws.rule(listener, 7, path("/a"), fixed("200", "a"));

        assertThatThrownBy(() -> aws.rule(listener, 7, path("/b"), fixed("200", "b")))
                .isInstanceOf(PriorityInUseException.class);
        assertThat(aws.rule(other, 7, path("/b"), fixed("200", "b")).priority()).isEqualTo("7");
    }

    @Test
    void rulesAreCountedOverAllListenersOfALoadBalancer() {
        aws.world.switches().set(ElbSwitches.RULES_PER_LOAD_BALANCER, 2);
        String balancer = aws.loadBalancer("alb");
        String first = aws.listener(balancer, 80).listenerArn();
        String second = aws.listener(balancer, 81).listenerArn();
        aws.rule(first, 1, path("/a"), fixed("200", "a"));
        aws.rule(second, 1, path("/a"), fixed("200", "a"));

        assertThatThrownBy(() -> aws.rule(second, 2, path("/b"), fixed("200", "b")))
                .isInstanceOf(TooManyRulesException.class);
    }

    @Test
    void targetGroupsOfALoadBalancerAreCountedOnceEach() {
        aws.world.switches().set(ElbSwitches.TARGET_GROUPS_PER_LOAD_BALANCER, 1);
        String listener = aws.listener();
        String blue = aws.targetGroup("blue").targetGroupArn();
        String green = aws.targetGroup("green").targetGroupArn();
        aws.rule(listener, 1, path("/a"), forward(blue));
        aws.rule(listener, 2, path("/b"), forward(blue));

        assertThatThrownBy(() -> aws.rule(listener, 3, path("/c"), forward(green)))
                .isInstanceOf(TooManyUniqueTargetGroupsPerLoadBalancerException.class);
    }

    @Test
    void targetGroupsOfTheAccountAreCounted() {
        aws.world.switches().set(ElbSwitches.TARGET_GROUPS, 1);
        String blue = aws.targetGroup("blue").targetGroupArn();

        assertThatThrownBy(() -> aws.targetGroup("green")).isInstanceOf(TooManyTargetGroupsException.class);
        assertThat(aws.targetGroup("blue").targetGroupArn()).isEqualTo(blue);
    }

    @Test
    void theLimitsAreToldPageByPageAsTheyAreKept() {
        aws.world.switches().set(ElbSwitches.RULES_PER_LOAD_BALANCER, 7);
        aws.world.switches().set(ElbSwitches.TARGET_GROUPS_PER_LOAD_BALANCER, 8);
        aws.world.switches().set(ElbSwitches.TARGET_GROUPS, 9);
        aws.world.switches().set(ElbSwitches.LARGEST_PAGE, 4);
        Map<String, String> limits = new HashMap<>();
        String marker = null;
        do {
            String from = marker;
            DescribeAccountLimitsResponse page = aws.client.describeAccountLimits(
                    describe -> describe.marker(from).pageSize(400));
            assertThat(page.limits()).hasSizeBetween(1, 4);
            page.limits().forEach(limit -> assertThat(limits.put(limit.name(), limit.max()))
                    .isNull());
            marker = page.nextMarker();
        } while (marker != null);

        assertThat(limits)
                .containsEntry("rules-per-application-load-balancer", "7")
                .containsEntry("target-groups-per-application-load-balancer", "8")
                .containsEntry("target-groups", "9")
                .containsEntry("condition-values-per-alb-rule", "5");
    }

    @Test
    void aTargetGroupBelongsToOneLoadBalancer() {
        String listener = aws.listener();
        String other = aws.listener(aws.loadBalancer("other"), 80).listenerArn();
        String group = aws.targetGroup("blue").targetGroupArn();
        aws.rule(listener, 1, path("/a"), forward(group));

        assertThatThrownBy(() -> aws.rule(other, 1, path("/a"), forward(group)))
                .isInstanceOf(TargetGroupAssociationLimitException.class);
        assertThatThrownBy(() -> aws.rule(listener, 2, path("/a"), forward(group + "0")))
                .isInstanceOf(TargetGroupNotFoundException.class);
    }
}
