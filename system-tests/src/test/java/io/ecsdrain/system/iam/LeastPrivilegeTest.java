package io.ecsdrain.system.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.system.iam.Evaluator.Less;
import io.ecsdrain.system.iam.Evaluator.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The narrowest policies, those of one name and one listener, against everything that the three programs ask for. */
@NeedsEvaluator
class LeastPrivilegeTest {

    private static final List<String> ACTORS =
            List.of(SynthesizedPolicies.SIDECAR, SynthesizedPolicies.DEPLOYER, SynthesizedPolicies.REAPER);
    private static final String FOREIGN = "of another name";
    private static final String UNMARKED = "not marked";

    private static Map<String, Verdict> verdicts;
    private static Map<String, ArrayNode> policies;

    @BeforeAll
    static void liveAndJudge(@TempDir Path folder) throws Exception {
        Map<String, List<Question>> asked;
        try (Company company = new Company()) {
            policies = SynthesizedPolicies.of(
                    folder,
                    Map.of(
                            "profile",
                            "production",
                            "cluster",
                            Company.CLUSTER,
                            "deploymentName",
                            Company.NAME,
                            "listenerArn",
                            company.listener,
                            "taskProtection",
                            "true",
                            "evidence",
                            "log",
                            "passRoles",
                            Actors.ROLES + "app-task," + Actors.ROLES + "app-execution"));
            new Story(company, folder).play();
            asked = Map.of(
                    SynthesizedPolicies.SIDECAR, Question.of(company.aws, Actors.TASK),
                    SynthesizedPolicies.DEPLOYER, Question.of(company.aws, Actors.DEPLOYER),
                    SynthesizedPolicies.REAPER, Question.of(company.aws, Actors.REAPER));
        }
        Evaluator evaluator = new Evaluator();
        ACTORS.forEach(actor -> evaluator.add(actor, policies.get(actor), asked.get(actor)));
        ArrayNode reaper = policies.get(SynthesizedPolicies.REAPER);
        List<Question> changes = asked.get(SynthesizedPolicies.REAPER).stream()
                .filter(question -> !question.tag(Tags.DEPLOYMENT_NAME).isEmpty())
                .filter(question -> !question.action().matches("\\w+:(Get|Describe|List).*"))
                .toList();
        evaluator.add(
                FOREIGN,
                reaper,
                changes.stream().map(each -> each.of(Company.NAME, "another")).toList());
        evaluator.add(
                UNMARKED,
                reaper,
                changes.stream()
                        .filter(each -> each.action().equals("ecs:DeleteService"))
                        .map(each -> each.tagged(Tags.STATE, TagState.DRAINING.word()))
                        .toList());
        verdicts = evaluator.judge(folder);
    }

    @Test
    void everyQuestionIsWellFormed() {
        verdicts.forEach(
                (actor, verdict) -> assertThat(verdict.problems()).as(actor).isEmpty());
    }

    /** IAM counts 6,144 characters, white space aside. */
    @Test
    void everyPolicyFitsIntoAManagedOne() {
        assertThat(policies).allSatisfy((actor, statements) -> assertThat(
                        statements.toString().replace(" ", "").length())
                .as(actor)
                .isLessThan(6_000));
    }

    @Test
    void everyCallIsAllowed() {
        for (String actor : ACTORS) {
            assertThat(verdicts.get(actor).denied()).as(actor).isEmpty();
            assertThat(verdicts.get(actor).allowed()).as(actor).isNotEmpty();
        }
    }

    @Test
    void withAnyOneActionLessACallIsDenied() {
        for (String actor : ACTORS) {
            assertThat(verdicts.get(actor).less())
                    .as("superfluous for the " + actor)
                    .filteredOn(less -> less.denied().isEmpty())
                    .extracting(Less::sid, Less::action)
                    .isEmpty();
        }
    }

    @Test
    void theTableInTheDocumentationIsCurrent() throws IOException {
        OneActionLess table = new OneActionLess(ACTORS.stream()
                .flatMap(actor -> verdicts.get(actor).less().stream())
                .toList());
        assertThat(table.committed(Path.of("../docs/one-action-less.md")).lines())
                .containsExactlyElementsOf(table.text().lines().toList());
    }

    @Test
    void theReaperReachesNothingThatCarriesAnotherName() {
        Verdict verdict = verdicts.get(FOREIGN);
        assertThat(verdict.denied()).extracting(Question::action).contains("ecs:DeleteService", "ecs:UpdateService");
        assertThat(verdict.allowed()).isEmpty();
    }

    @Test
    void theReaperDeletesNoServiceThatItHasNotMarked() {
        assertThat(verdicts.get(UNMARKED).denied()).isNotEmpty();
        assertThat(verdicts.get(UNMARKED).allowed()).isEmpty();
    }
}
