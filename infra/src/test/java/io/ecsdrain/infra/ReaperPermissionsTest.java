package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class ReaperPermissionsTest {

    private static final Pattern READ = Pattern.compile("[a-z-]+:(Describe|Get|List).*");

    @TempDir
    Path folder;

    @Test
    void theRoleHoldsExactlyTheActionsOfAReapersLife() {
        assertThat(actions(statements(Map.of())))
                .containsExactlyInAnyOrder(
                        "application-autoscaling:DeregisterScalableTarget",
                        "application-autoscaling:DescribeScalableTargets",
                        "application-autoscaling:RegisterScalableTarget",
                        "cloudwatch:GetMetricData",
                        "ecs:DeleteService",
                        "ecs:DescribeServices",
                        "ecs:DescribeTasks",
                        "ecs:GetTaskProtection",
                        "ecs:ListServices",
                        "ecs:ListTasks",
                        "ecs:TagResource",
                        "ecs:UntagResource",
                        "ecs:UpdateService",
                        "ecs:UpdateTaskProtection",
                        "elasticloadbalancing:AddTags",
                        "elasticloadbalancing:DeleteRule",
                        "elasticloadbalancing:DeleteTargetGroup",
                        "elasticloadbalancing:DescribeListeners",
                        "elasticloadbalancing:DescribeRules",
                        "elasticloadbalancing:DescribeTags",
                        "elasticloadbalancing:DescribeTargetGroupAttributes",
                        "elasticloadbalancing:DescribeTargetGroups",
                        "elasticloadbalancing:DescribeTargetHealth",
                        "elasticloadbalancing:ModifyListener",
                        "elasticloadbalancing:ModifyRule",
                        "elasticloadbalancing:ModifyTargetGroupAttributes",
                        "elasticloadbalancing:RemoveTags",
                        "ssm:DeleteParameter",
                        "ssm:GetParameter",
                        "ssm:GetParametersByPath",
                        "ssm:PutParameter");
    }

    @Test
    void noMutatingActionIsAllowedOnEveryResource() {
        assertThat(statements(Map.of()))
                .filteredOn(statement -> Synth.list(statement.get("Resource")).contains("*"))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(Synth.list(statement.get("Action")))
                        .allSatisfy(action -> assertThat(action.toString()).matches(READ)));
    }

    @Test
    void noActionIsAWildcard() {
        assertThat(actions(statements(Map.of()))).noneMatch(action -> action.contains("*"));
    }

    @Test
    void aServiceIsDeletedOnlyWithOurMarkAndForThisNameOnly() {
        assertThat(statement(Map.of("deploymentName", "app"), "DeleteRetiredServices")
                        .get("Condition"))
                .isEqualTo(Map.of(
                        "StringEquals",
                        Map.of("aws:ResourceTag/deployment_name", "app", "aws:ResourceTag/state", "retired")));
    }

    @Test
    void withoutANameServicesMustStillBeTaggedForSomeName() {
        assertThat(statement(Map.of(), "ScaleAndMarkServices").get("Condition"))
                .isEqualTo(Map.of("Null", Map.of("aws:ResourceTag/deployment_name", "false")));
    }

    @Test
    void routesOfAnotherNameAreOutOfReachAlsoWhereUntaggedOnesAreAllowed() {
        Map<String, Object> context = Map.of("deploymentName", "app", "untaggedRoutes", "allow");

        assertThat(List.of("ParkAndDeleteRules", "ShortenAndDeleteTargetGroups"))
                .allSatisfy(sid -> assertThat(statement(context, sid).get("Condition"))
                        .isEqualTo(Map.of("StringEqualsIfExists", Map.of("aws:ResourceTag/deployment_name", "app"))));
    }

    @Test
    void aNamedListenerNarrowsRulesAndDefaultActionToIt() {
        String listener =
                "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";
        Map<String, Object> context = Map.of("listenerArn", listener);

        assertThat(statement(context, "ConvergeDefaultAction").get("Resource")).isEqualTo(listener);
        assertThat(statement(context, "ParkAndDeleteRules").get("Resource"))
                .isEqualTo(listener.replace(":listener/", ":listener-rule/") + "/*");
    }

    @Test
    void parametersAreReachedOnlyUnderTheName() {
        assertThat(statement(Map.of("deploymentName", "app"), "WriteParameters")
                        .get("Resource")
                        .toString())
                .contains(":parameter/apps/app/*/state")
                .doesNotContain("//");
    }

    private Map<String, Object> statement(Map<String, Object> context, String sid) {
        return statements(context).stream()
                .filter(statement -> sid.equals(statement.get("Sid")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> statements(Map<String, Object> context) {
        return Synth.statements(Template.fromStack(Synth.stack(folder, context)), "ReaperPolicy");
    }

    private static Set<String> actions(List<Map<String, Object>> statements) {
        return statements.stream()
                .flatMap(statement -> Synth.list(statement.get("Action")).stream())
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
