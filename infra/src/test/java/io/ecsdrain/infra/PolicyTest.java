package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@NeedsNode
class PolicyTest {

    private static final Pattern READ = Pattern.compile("[a-z-]+:(Describe|Get|List).*");
    private static final String MANAGED = "AWS::IAM::ManagedPolicy";

    /** IAM counts a managed policy's characters, white space aside. */
    private static final int MANAGED_LIMIT = 6144;

    private final Synth named = Synth.of(Map.of("listenerArn", Synth.LISTENER, "passRoles", Synth.ROLE));
    private final Synth every = Synth.of(Map.of("deploymentName", "*"));
    private final Synth untagged = Synth.of(Map.of("untaggedRoutes", "allow"));

    @Test
    void noMutatingActionIsAllowedOnEveryResource() {
        assertThat(all())
                .filteredOn(
                        statement -> Synth.strings(statement.get("Resource")).contains("*"))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(Synth.strings(statement.get("Action"))).allMatch(READ.asMatchPredicate()));
    }

    @Test
    void noActionIsAWildcardAndNothingIsDenied() {
        assertThat(all()).isNotEmpty().allSatisfy(statement -> {
            assertThat(Synth.strings(statement.get("Action"))).noneMatch(action -> action.contains("*"));
            assertThat(statement.get("Effect").textValue()).isEqualTo("Allow");
        });
    }

    @Test
    void managedPoliciesFitIamsLimit() {
        assertThat(Stream.of(named, every, untagged).flatMap(synth -> synth.resources(MANAGED)))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(resolved(policy.getValue().at("/Properties/PolicyDocument")))
                        .hasSizeLessThan(MANAGED_LIMIT));
    }

    @Test
    void aServiceIsDeletedOnlyWithOurMarkAndForThisNameOnly() {
        assertThat(condition(named, "Reaper", "DeleteRetiredServices"))
                .isEqualTo(
                        "{'StringEquals':{'aws:ResourceTag/deployment_name':'app','aws:ResourceTag/state':'retired'}}");
    }

    @Test
    void withoutANameServicesMustStillBeTaggedForSomeName() {
        assertThat(condition(every, "Reaper", "ScaleAndMarkServices"))
                .isEqualTo("{'Null':{'aws:ResourceTag/deployment_name':'false'}}");
    }

    @Test
    void routesOfAnotherNameAreOutOfReachAlsoWhereUntaggedOnesAreAllowed() {
        assertThat(List.of("ParkAndDeleteRules", "ShortenAndDeleteTargetGroups"))
                .allSatisfy(sid -> assertThat(condition(untagged, "Reaper", sid))
                        .matches("\\{'StringEqualsIfExists':\\{'aws:ResourceTag/cluster':.+,"
                                + "'aws:ResourceTag/deployment_name':'app'}}"));
    }

    @Test
    void routesOfAnotherClusterAreOutOfReachWhateverTheName() {
        assertThat(List.of("ParkAndDeleteRules", "ShortenAndDeleteTargetGroups"))
                .allSatisfy(sid -> assertThat(condition(every, "Reaper", sid))
                        .contains("'StringEqualsIfExists':{'aws:ResourceTag/cluster':"));
    }

    @Test
    void aNamedListenerNarrowsRulesAndDefaultActionToIt() {
        assertThat(Synth.strings(
                        statement(named, "Reaper", "ConvergeDefaultAction").get("Resource")))
                .containsExactly(Synth.LISTENER);
        assertThat(Synth.strings(
                        statement(named, "Reaper", "ParkAndDeleteRules").get("Resource")))
                .containsExactly(Synth.LISTENER.replace(":listener/", ":listener-rule/") + "/*");
    }

    @Test
    void parametersAreReachedOnlyUnderTheName() {
        assertThat(statement(named, "Reaper", "WriteParameters").get("Resource").toString())
                .contains(":parameter/apps/app/*/state")
                .doesNotContain("//");
    }

    @Test
    void theDeployerCreatesOnlyWhatItTagsWithItsName() {
        assertThat(List.of("CreateServices", "CreateTargetGroups", "CreateRules"))
                .allSatisfy(sid -> assertThat(condition(named, "Policies", sid))
                        .contains("'aws:RequestTag/deployment_name':'app'"));
    }

    @Test
    void theDeployerPassesTheRolesNamedToTasksAlone() {
        JsonNode pass = statement(named, "Policies", "PassRolesToTasks");

        assertThat(Synth.strings(pass.get("Resource"))).containsExactly(Synth.ROLE);
        assertThat(condition(named, "Policies", "PassRolesToTasks"))
                .isEqualTo("{'StringEquals':{'iam:PassedToService':'ecs-tasks.amazonaws.com'}}");
        assertThat(every.statements(MANAGED, "Policies"))
                .noneMatch(statement -> Synth.strings(statement.get("Action")).contains("iam:PassRole"));
    }

    @Test
    void aTaskReadsItsStateAndProtectsItselfOnlyWhereAsked() {
        assertThat(actions(named, "PoliciesSidecar")).containsExactly("ssm:GetParameter", "ssm:GetParameters");
        assertThat(actions(Synth.of(Map.of("taskProtection", "true", "architecture", "x86-64")), "PoliciesSidecar"))
                .containsExactly("ssm:GetParameter", "ssm:GetParameters", "ecs:UpdateTaskProtection");
    }

    private Stream<JsonNode> all() {
        return Stream.of(named, every, untagged, Synth.baseline(), Synth.plainTemplate())
                .flatMap(synth ->
                        Stream.of(MANAGED, "AWS::IAM::Policy").flatMap(type -> synth.statements(type, "").stream()));
    }

    private static List<String> actions(Synth synth, String prefix) {
        return synth.statements(MANAGED, prefix).stream()
                .flatMap(statement -> Synth.strings(statement.get("Action")).stream())
                .toList();
    }

    private static JsonNode statement(Synth synth, String prefix, String sid) {
        return synth.statements(MANAGED, prefix).stream()
                .filter(statement -> sid.equals(statement.get("Sid").textValue()))
                .findFirst()
                .orElseThrow();
    }

    private static String condition(Synth synth, String prefix, String sid) {
        return statement(synth, prefix, sid).get("Condition").toString().replace('"', '\'');
    }

    /** As long as IAM sees it: partition, region and account in the place of what refers to them. */
    private static String resolved(JsonNode document) {
        return document.toString()
                .replaceAll("\\{\"Ref\":\"AWS::[A-Za-z]+\"}", "eu-central-1")
                .replaceAll("\\{\"Fn::Join\":\\[\"\",\\[", "")
                .replaceAll("\\s", "");
    }
}
