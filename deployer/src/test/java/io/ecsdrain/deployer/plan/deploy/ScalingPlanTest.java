package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.deploy.LiveScaling.Kind;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ScalingView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a new deployment v2 has its scaling from while v1 is live. */
class ScalingPlanTest {

    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");
    private static final String GROUP = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/one/11";

    private final Names names = new Names("app");
    private final List<LiveScaling.Policy> policies = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private ScalingRequest scaling = ScalingRequest.COPY;
    private Lookup<ScalingView> own = Lookup.missing();
    private Lookup<ScalingView> live = Lookup.of(between(2, 9));

    @BeforeEach
    void v1IsLive() {
        names.tagged("v1", 1, "active").state("v1", "active", 2).groups("v1", GROUP);
    }

    @Test
    void itIsCopiedFromTheLiveOneAndSaidSo() {
        policy("cpu", Kind.TRACKING);
        actions.add("night");

        assertThat(plan().source()).isEqualTo(new ScalingSource(Optional.of(V1), Optional.empty()));
        assertThat(plan().note())
                .contains("v2 is to scale as v1 does: 2 to 9 tasks; scaling policies: cpu; scheduled actions: night");
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void ofBoundsThatWereWidenedTheOriginalsAreSaid() {
        names.tag("v1", "scaling_bounds", "2-5/2-9");

        assertThat(plan().note()).contains("v2 is to scale as v1 does: 2 to 5 tasks");
    }

    @Test
    void thereIsNothingToCopyOfOneThatDoesNotScaleAndNoneIsNone() {
        live = Lookup.missing();
        assertThat(plan().source().like()).isEmpty();
        assertThat(plan().note()).isEmpty();

        live = Lookup.of(between(2, 9));
        scaling = ScalingRequest.NONE;
        assertThat(plan().source()).isEqualTo(new ScalingSource(Optional.empty(), Optional.empty()));
    }

    @Test
    void whatScalesAlreadyKeepsItsOwn() throws JsonProcessingException {
        names.tagged("v2", 3, "deploying");
        own = Lookup.of(between(1, 3));
        assertThat(plan().source().like()).isEmpty();
        assertThat(plan().note()).isEmpty();

        file(1, 3);
        assertThat(plan().source().file()).isEmpty();
        assertThat(plan().note()).contains("--scaling is not carried out: v2 scales already");
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void whatADeployHadBegunIsDoneAgainUntilItIsMadeLive() {
        names.tagged("v2", 3, "deploying").tag("v2", "scaling_was", "none");
        own = Lookup.of(between(1, 3));
        assertThat(plan().source().like()).contains(V1);

        names.state("v2", "draining", 4);
        assertThat(plan().source().like()).isEmpty();
    }

    @Test
    void aFileNeedsRoomForTheTasks() throws JsonProcessingException {
        names.desired("v1", 6);
        file(1, 6);
        assertThat(plan().refusal()).isEmpty();
        assertThat(plan().source().file()).isPresent();

        file(1, 5);
        assertThat(plan().refusal())
                .contains(
                        "the new deployment is to have 6 tasks, and --scaling allows 1 to 5: change the file, or --count");
    }

    @Test
    void whatDoesNotComeAboutIsAWarning() {
        policies.add(new LiveScaling.Policy("steps", Kind.STEP, List.of("busy", "idle"), Optional.empty()));
        policy("more", Kind.STEP);
        policy("foresight", Kind.OTHER);
        label("own", "app/lb/1/targetgroup/one/11");
        label("other", "app/lb/1/targetgroup/two/22");

        assertThat(plan().warnings())
                .containsExactly(
                        "step scaling policies get no alarm by deploy, and v2 does not scale by them until alarms name"
                                + " them: steps (its alarms: busy, idle), more",
                        "policies that are neither target tracking nor step scaling are not copied, because what they"
                                + " learned is of one service: foresight",
                        "policies that count the requests of a target group that is not v1's own count those of v2's"
                                + " from now on: other");
        assertThat(plan().note().orElseThrow()).doesNotContain("foresight");
    }

    private void policy(String name, Kind kind) {
        policies.add(new LiveScaling.Policy(name, kind, List.of(), Optional.empty()));
    }

    private void label(String name, String label) {
        policies.add(new LiveScaling.Policy(name, Kind.TRACKING, List.of(), Optional.of(label)));
    }

    private void file(int min, int max) throws JsonProcessingException {
        scaling = ScalingRequest.of(ScalingDefinition.of(new JsonMapper()
                .readTree("{\"ScalableTarget\": {\"MinCapacity\": " + min + ", \"MaxCapacity\": " + max + "}}")));
    }

    private static ScalingView between(int min, int max) {
        return new ScalingView("service/prod/svc", min, max, false, false, false);
    }

    private ScalingPlan plan() {
        DeployRequest request = Requests.deploy(
                V2, "arn:listener", Optional.empty(), List.of(Affinity.PREVIEW), scaling, Optional.empty());
        DeployView view = new DeployView(
                names.view(100),
                new ListenerView("arn:listener", "arn:lb", List.of(), Observed.known(List.of())),
                List.of(),
                "http://front/",
                "vpc-1",
                Map.of(),
                List.of(),
                new Owners(Map.of()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                own,
                new LiveScaling(live, policies, actions),
                Quotas.DEFAULT);
        return new ScalingPlan(view, request, new Replaced(view, request).count());
    }
}
