package io.ecsdrain.system.pipeline;

import static io.ecsdrain.system.pipeline.ReaperOnDuty.about;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.deployer.Main;
import io.ecsdrain.deployer.Outside;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/**
 * What revision 30ed297 left in an account, met by today's programs one part at a time: nothing is retired early, no
 * session is cut, nothing is left for ever.
 */
class UpgradeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DeploymentKey OLD = new DeploymentKey("shop", "20260101-000000-aaaaaaa");
    private static final DeploymentKey NEXT = new DeploymentKey("shop", "20260102-000000-bbbbbbb");
    private static final String DEPLOYER = "AKDEPLOYER";

    private final Recorded recorded = new Recorded("30ed297");
    private final LocalCluster cluster = new LocalCluster();
    private final EarlierRevision earlier = new EarlierRevision(cluster.aws, cluster.team, recorded);
    private final Set<DeploymentKey> deployed = new HashSet<>();

    /** Those whose tasks run today's sidecar. */
    private final Set<DeploymentKey> upgraded = new HashSet<>();

    private final Set<DeploymentKey> busy = new HashSet<>();

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"cookie, today's", "header, today's", "query, today's", "cookie, of then"})
    void anOldDeploymentDrainsAndGoesAfterItsLastSessionOnceANewOneIsDeployed(String affinity, String roles) {
        if (roles.equals("of then")) {
            rolesOfThen();
        }
        String group = live(OLD, affinity);
        busy.add(OLD);
        minute();
        drain(0, "deploy", deployment(NEXT, affinity));
        upgraded.add(NEXT);
        deployed.add(NEXT);

        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of("MAX_AGE_HR", "never"))) {
            for (int minutes = 0; minutes < 4; minutes++) {
                minute();
                assertThat(about(reaper.run(), OLD).reason()).isEqualTo(Reason.NOT_READY);
            }
            assertThat(cluster.service(OLD).orElseThrow().runningCount()).isEqualTo(2);
            assertThat(earlier.conditions(cluster.listener, group)).isEqualTo(recorded.conditions(affinity, OLD));

            busy.remove(OLD);
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(reasons(reports, OLD))
                    .containsSubsequence("parking", "awaiting-parked-evidence", "ready", "drained");
        }
        assertOnly(NEXT, 2);
    }

    @Test
    void whatTheReaperOfThenScaledToZeroIsDeletedAndTheLiveOneOfThenIsLeftAlone() {
        atZero(OLD);
        live(NEXT, "header");

        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of())) {
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(reasons(reports, NEXT)).containsOnly("active");
            assertThat(reaper.mutations())
                    .extracting(call -> call.operation())
                    .containsSubsequence(
                            "DeleteRule",
                            "DeleteTargetGroup",
                            "DeleteParameter",
                            "DeregisterScalableTarget",
                            "DeleteService");
        }
        assertOnly(NEXT, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"today's", "of then"})
    void aRollbackBringsBackWhatTheReaperOfThenScaledToZero(String roles) {
        if (roles.equals("of then")) {
            rolesOfThen();
        }
        String group = atZero(OLD);
        live(NEXT, "cookie");
        busy.add(NEXT);
        busy.add(OLD);
        minute();

        drain(0, "rollback", List.of("--to", OLD.id()));
        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of())) {
            minute();
            assertThat(about(reaper.run(), NEXT).reason()).isEqualTo(Reason.NOT_READY);
            assertThat(cluster.service(NEXT).orElseThrow().runningCount()).isEqualTo(2);
            busy.remove(NEXT);
            assertThat(reaper.runUntilQuiet(this::minute)).noneMatch(RunReport::failed);
        }

        assertThat(earlier.conditions(cluster.listener, group)).isEqualTo(recorded.conditions("cookie", OLD));
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(2);
        assertThat(cluster.fixture.delay(group)).isEqualTo("300");
        SuspendedState suspended = cluster.scalableTarget(OLD).suspendedState();
        assertThat(suspended.dynamicScalingInSuspended()).isFalse();
        assertThat(suspended.dynamicScalingOutSuspended()).isFalse();
        assertThat(suspended.scheduledScalingSuspended()).isFalse();
        assertOnly(OLD, 2);
    }

    /**
     * The reaper of then asks for the metric by these words, and for nothing else of a sidecar. Today's line says more
     * besides.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSidecarsLineHasAllOfTheOneOfThen(boolean ready) throws Exception {
        JsonNode then = JSON.readTree(recorded.line(OLD, "0f3a", cluster.aws.now(), ready));

        ObjectNode said = (ObjectNode) JSON.readTree(SidecarLine.of(OLD, "0f3a", cluster.aws.now(), ready, 60));
        List<String> members = new ArrayList<>();
        then.fieldNames().forEachRemaining(members::add);
        assertThat(said.retain(members)).isEqualTo(then);
    }

    /** A stack is upgraded in one step, and CI, the tasks and people's machines each in another. */
    @ParameterizedTest
    @CsvSource({"deployer, DeployerPolicyArn", "reaper, ReaperPolicyArn", "sidecar, SidecarPolicyArn"})
    void todaysPoliciesAllowWhatTheProgramsOfThenAskFor(String actor, String output) throws Exception {
        assertThat(allowedToday(output)).containsAll(recorded.actions(actor));
    }

    /**
     * Under the role of then a sidecar of today reads the state alone (StatesProcessTest); what it may read besides is
     * the fence.
     */
    @Test
    void theTaskRoleOfThenIsAllThatASidecarNeedsBesideTheFence() throws Exception {
        assertThat(recorded.actions("sidecar")).containsExactly("ssm:GetParameter");
        assertThat(allowedToday("SidecarPolicyArn")).containsExactly("ssm:GetParameter", "ssm:GetParameters");
    }

    private static Set<String> allowedToday(String output) throws Exception {
        JsonNode template = JSON.readTree(Path.of("../infra/src/test/resources/io/ecsdrain/infra/reaper.json")
                .toFile());
        String policy = template.at("/Outputs/" + output + "/Value/Ref").asText();
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : template.at("/Resources/" + policy + "/Properties/PolicyDocument/Statement")) {
            JsonNode action = statement.path("Action");
            if (action.isTextual()) {
                actions.add(action.asText());
            }
            action.forEach(each -> actions.add(each.asText()));
        }
        return actions;
    }

    /** Today's programs get the answer that IAM gives for what the policies of then do not name. */
    private void rolesOfThen() {
        for (Map.Entry<String, String> actor :
                Map.of(DEPLOYER, "deployer", "AKREAPER", "reaper").entrySet()) {
            Set<String> operations = new HashSet<>();
            recorded.actions(actor.getValue()).forEach(action -> operations.add(action.replaceAll(".*:", "")));
            cluster.aws
                    .faults()
                    .when(call -> call.accessKey().equals(actor.getKey()) && !operations.contains(call.operation()))
                    .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not in the policy")));
        }
    }

    private String live(DeploymentKey key, String affinity) {
        String group = earlier.deploy(key, cluster.listener, affinity, "active");
        deployed.add(key);
        cluster.parameter(ParameterPaths.live(key.name()), key.id());
        cluster.fixture.defaultAction(cluster.listener, group);
        minute();
        return group;
    }

    private String atZero(DeploymentKey key) {
        String group = earlier.deploy(key, cluster.listener, "cookie", "draining");
        deployed.add(key);
        minute();
        earlier.scaleToZero(key, cluster.listener, group);
        minute();
        return group;
    }

    private List<String> deployment(DeploymentKey key, String affinity) {
        return List.of(
                "--deployment-id",
                key.id(),
                "--task-definition",
                "app",
                "--container",
                "app",
                "--container-port",
                "8080",
                "--listener",
                cluster.listener,
                "--subnets",
                "subnet-a",
                "--security-groups",
                "sg-a",
                "--affinity",
                affinity + (affinity.equals("header") ? ":x-deployment" : ":deployment"));
    }

    private void drain(int exit, String verb, List<String> more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(more);
        StringWriter said = new StringWriter();
        PrintWriter print = new PrintWriter(said, true);
        Console console = new Console(print, print, new BufferedReader(new StringReader("")), false);
        Outside outside = new Outside(
                cluster.aws::now,
                ConvergeSettings.DEFAULT.waiting(cluster.aws::advance),
                target -> AwsClients.forTest(cluster.aws.endpoint(), DEPLOYER));
        Map<String, String> variables = Map.of("CLUSTER", LocalCluster.NAME, "DEPLOYMENT_NAME", OLD.name());
        assertThat(Main.run(words.toArray(String[]::new), variables, console, outside))
                .as(words + "\n" + said)
                .isEqualTo(exit);
    }

    /** A minute at whose end each task's sidecar, of then or of today, writes its line. */
    private void minute() {
        cluster.minute();
        for (DeploymentKey key : deployed) {
            for (String task : cluster.tasks(key)) {
                boolean ready = !busy.contains(key);
                String line = upgraded.contains(key)
                        ? SidecarLine.of(key, task, cluster.aws.now(), ready, 60)
                        : recorded.line(key, task, cluster.aws.now(), ready);
                cluster.aws.logs().line("/ecs/shop", task, line.strip());
            }
        }
    }

    private void assertOnly(DeploymentKey key, int tasks) {
        Belongings left = Survey.of(cluster.team, key.name());
        assertThat(left.owners()).containsExactly(key.toString());
        assertThat(cluster.service(key).orElseThrow().runningCount()).isEqualTo(tasks);
        assertThat(cluster.aws.logs().broken()).isEmpty();
        drain(0, "verify", List.of());
    }

    private static List<String> reasons(List<RunReport> reports, DeploymentKey key) {
        return reports.stream()
                .flatMap(report -> report.decisions().stream())
                .filter(each -> each.key().equals(key))
                .map(each -> each.reason().word())
                .toList();
    }
}
