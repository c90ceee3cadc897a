package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class BaselineStackTest {

    private static final String CERTIFICATE =
            "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    private final Template template = Synth.baseline().template();

    @Test
    void untilTheFirstDeploymentClientsHearThatNoneIsLive() {
        template.resourceCountIs("AWS::ElasticLoadBalancingV2::Listener", 1);
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of(
                        "Port",
                        80,
                        "DefaultActions",
                        List.of(Match.objectLike(Map.of(
                                "Type",
                                "fixed-response",
                                "FixedResponseConfig",
                                Match.objectLike(Map.of("StatusCode", "503")))))));
    }

    @Test
    void withACertificateClientsAreLedToHttps() {
        Template secure = secure();

        secure.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of("Port", 443, "Certificates", List.of(Map.of("CertificateArn", CERTIFICATE))));
        secure.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of("Port", 80, "DefaultActions", List.of(Match.objectLike(Map.of("Type", "redirect")))));
    }

    @Test
    void tasksAreReachedFromTheLoadBalancerAloneOnTheAppsPort() {
        secure().hasResourceProperties(
                        "AWS::EC2::SecurityGroupIngress",
                        Map.of(
                                "FromPort",
                                9000,
                                "ToPort",
                                9000,
                                "SourceSecurityGroupId",
                                Match.anyValue(),
                                "CidrIp",
                                Match.absent()));
        template.resourceCountIs("AWS::EC2::SecurityGroupIngress", 1);
    }

    @Test
    void theTaskRolesServeTasksOfThisAccountOnly() {
        template.resourcePropertiesCountIs(
                "AWS::IAM::Role",
                Map.of(
                        "AssumeRolePolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                List.of(Match.objectLike(Map.of(
                                        "Principal", Map.of("Service", "ecs-tasks.amazonaws.com"),
                                        "Condition",
                                                Match.objectLike(Map.of(
                                                        "StringEquals",
                                                        Map.of(
                                                                "aws:SourceAccount",
                                                                Map.of("Ref", "AWS::AccountId")))))))))),
                2);
    }

    @Test
    void itTellsEverythingThatADeployAsksFor() {
        assertThat(Synth.baseline().json().get("Outputs").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "Url",
                        "ListenerArn",
                        "LogGroupName",
                        "TaskRoleArn",
                        "ExecutionRoleArn",
                        "DeployCommand",
                        "DeployerPolicyArn",
                        "ReaperPolicyArn",
                        "SidecarPolicyArn");
    }

    private static Template secure() {
        return Synth.of(Map.of("stack", "baseline", "certificateArn", CERTIFICATE, "containerPort", "9000"))
                .template();
    }
}
