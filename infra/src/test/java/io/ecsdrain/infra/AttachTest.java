package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.UntaggedRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Code;

/** The construct in another team's app, as docs/attach.md has it: for two names, in the stack of the cluster itself. */
@NeedsNode
class AttachTest {

    @Test
    void reapersForTwoNamesLieInTheStackOfTheirCluster() {
        Template template = Template.fromStack(team());

        template.resourceCountIs("AWS::Lambda::Function", 2);
        template.resourcePropertiesCountIs("AWS::CloudWatch::Dashboard", dashboard("app"), 1);
        template.resourcePropertiesCountIs("AWS::CloudWatch::Dashboard", dashboard("other"), 1);
        template.hasResourceProperties(
                "AWS::IAM::ManagedPolicy",
                Map.of(
                        "Description",
                        "ecs-drain: what a task role needs for the sidecar",
                        "Roles",
                        List.of(Map.of("Ref", Match.stringLikeRegexp("TaskRole.*")))));
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Environment",
                        Map.of(
                                "Variables",
                                Match.objectLike(Map.of(
                                        "CLUSTER", Map.of("Ref", Match.stringLikeRegexp("Cluster.*")),
                                        "LISTENER_ARN", Map.of("Ref", Match.stringLikeRegexp("LoadBalancer.*")),
                                        "KEEP_PREVIOUS", "1")))));
    }

    private static Stack team() {
        Stack stack = new Stack(
                new App(AppProps.builder()
                        .analyticsReporting(false)
                        .outdir(Synth.fresh().toString())
                        .build()),
                "Team");
        Vpc vpc = new Vpc(stack, "Vpc");
        Cluster cluster = Cluster.Builder.create(stack, "Cluster").vpc(vpc).build();
        ApplicationListener listener = ApplicationLoadBalancer.Builder.create(stack, "LoadBalancer")
                .vpc(vpc)
                .build()
                .addListener(
                        "Http",
                        BaseApplicationListenerProps.builder()
                                .port(80)
                                .defaultAction(ListenerAction.fixedResponse(503))
                                .build());
        Role taskRole = Role.Builder.create(stack, "TaskRole")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        for (String name : List.of("app", "other")) {
            Reach reach = new Reach(
                    stack,
                    cluster.getClusterName(),
                    Optional.of(name),
                    List.of(listener.getListenerArn()),
                    UntaggedRoutes.REFUSE);
            ReaperOptions options = ReaperOptions.of(Profile.PRODUCTION).withEnvironment("KEEP_PREVIOUS", "1");
            new DrainReaper(
                    stack, "Reaper-" + name, reach, Code.fromAsset(Synth.jar().toString()), options);
            DrainPolicies policies =
                    new DrainPolicies(stack, "Policies-" + name, reach, List.of(taskRole.getRoleArn()), false);
            if (name.equals("app")) {
                policies.sidecar().attachToRole(taskRole);
            }
        }
        return stack;
    }

    private static Map<String, Object> dashboard(String name) {
        return Map.of(
                "DashboardName",
                Map.of(
                        "Fn::Join",
                        Match.arrayWith(List.of(Match.arrayWith(List.of(Match.stringLikeRegexp("-" + name + "-")))))));
    }
}
