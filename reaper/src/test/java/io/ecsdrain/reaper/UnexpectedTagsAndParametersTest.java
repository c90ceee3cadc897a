package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportText;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * Tags, parameters and ids that no program ought to write, hours old and at desired 0 to be tempting: reported,
 * untouched.
 */
class UnexpectedTagsAndParametersTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");

    private ReaperCluster cluster;

    @BeforeEach
    void aLiveDeployment() {
        cluster = new ReaperCluster().with("MAX_AGE_HR", "0").with("MIN_AGE_SEC", "0");
        cluster.deploy(LIVE, "active", 1);
        cluster.defaultAction(LIVE);
        cluster.reap();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private RunReport reapMuchLater() {
        int before = cluster.mutationsByReaper().size();
        cluster.aws.advance(Duration.ofHours(2));
        RunReport report = cluster.reap();
        assertThat(report.failed()).as("%s", report).isFalse();
        assertThat(cluster.mutationsByReaper()).as("%s", report).hasSize(before);
        assertThat(reason(report, LIVE)).isEqualTo("active");
        return report;
    }

    private static Collection<Tag> ecs(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    @Test
    void servicesWithMissingOddOrContradictoryTags() {
        Map<String, Map<String, String>> odd = new LinkedHashMap<>();
        odd.put("svc-app-a1", Map.of("deployment_name", "app", "state", "draining"));
        odd.put("svc-app-a2", Map.of("deployment_id", "a2", "state", "retired"));
        odd.put("svc-app-a3", Map.of("deployment_name", "app", "deployment_id", "other", "state", "retired"));
        odd.put("svc-app-a4", Map.of("deployment_name", "App", "deployment_id", "a 4", "state", "retired"));
        odd.put("web", Map.of("deployment_name", "app", "deployment_id", "a5", "state", "retired"));
        odd.forEach((name, tags) -> cluster.team.ecs().createService(create -> create.cluster(ReaperCluster.NAME)
                .serviceName(name)
                .taskDefinition("app")
                .desiredCount(0)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .tags(ecs(tags))));
        RunReport report = reapMuchLater();
        assertThat(report.decisions()).hasSize(1);
        odd.keySet().forEach(name -> assertThat(report.remarks())
                .as("%s in %s", name, report.remarks())
                .anyMatch(remark -> remark.contains(name)));
        assertThat(String.join("\n", RunReportText.of(report))).contains("remark: service svc-app-a1 lacks the tag");
    }

    @Test
    void aTaggedServiceWithoutAParameterOrWithAnOddStateIsKept() {
        List<String> states = List.of("draining", "odd", "ACTIVE", "retire");
        for (String state : states) {
            cluster.deploy(new DeploymentKey("app", "t-" + state.toLowerCase()), state, 0);
            cluster.team
                    .ssm()
                    .deleteParameter(delete ->
                            delete.name(new DeploymentKey("app", "t-" + state.toLowerCase()).stateParameter()));
        }
        RunReport report = reapMuchLater();
        states.forEach(state -> assertThat(reason(report, new DeploymentKey("app", "t-" + state.toLowerCase())))
                .isEqualTo("state-unknown"));
    }

    @Test
    void parametersWithStrangeValuesAndNames() {
        List<String> values = List.of("Draining", "draining ", "\"draining\"", "retired", "0", "activ\u0435");
        for (int i = 0; i < values.size(); i++) {
            DeploymentKey key = new DeploymentKey("app", "p" + i);
            cluster.deploy(key, "active", 0);
            cluster.parameter(key, values.get(i));
        }
        List<String> names =
                List.of("/apps/app/V1/state", "/apps/app/v1/State", "/apps/app/v1", "/apps/app/v1/state/old");
        names.forEach(name -> cluster.parameter(name, "draining"));
        RunReport report = reapMuchLater();
        for (int i = 0; i < values.size(); i++) {
            assertThat(reason(report, new DeploymentKey("app", "p" + i)))
                    .as(values.get(i))
                    .isEqualTo("state-unknown");
        }
        names.forEach(name -> assertThat(report.remarks()).contains("parameter " + name + " is none of ours"));
    }

    @Test
    void aRegisterThatHoldsNoIdIsNoAnswer() {
        for (String value : List.of("V2", "v2 ", "app/v2", "draining")) {
            cluster.parameter("/apps/app/live", value);
            assertThat(reapMuchLater().converged()).allSatisfy((name, converge) -> assertThat(converge.writes())
                    .isEmpty());
        }
    }
}
