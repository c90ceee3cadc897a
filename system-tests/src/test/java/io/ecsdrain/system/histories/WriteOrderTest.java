package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** What the histories watch over at each write, on a stage where nothing is drawn. */
class WriteOrderTest {

    private static final DeploymentKey OLD = Worlds.key("app", 1, false);
    private static final DeploymentKey NEW = Worlds.key("app", 2, false);

    @Test
    void deployAndRollbackWriteTheRegisterBeforeAnyEffect() {
        assertThat(violations((stage, tools) -> {
                    tools.deploy(OLD, 1);
                    tools.deploy(NEW, 1);
                    tools.rollback(OLD);
                }))
                .isEmpty();
    }

    @Test
    void oneThatIsToScaleGetsItsTargetBeforeTheRegister() {
        assertThat(violations((stage, tools) -> {
                    tools.deploy(OLD, 2);
                    new Team(stage).scalable(OLD, 2);
                    tools.deploy(NEW, 2);
                    assertThat(stage.aws.scaling().targets()).hasSize(2);
                }))
                .isEmpty();
    }

    @Test
    void scalingBeforeTheRegisterThatMayStopTasksIsCondemned() {
        for (boolean scaledIn : List.of(true, false)) {
            assertThat(violations((stage, tools) -> {
                        tools.deploy(OLD, 2);
                        Actor.current().orElseThrow().errand =
                                Optional.of(new Actor.Errand("deploy", NEW, stage.aws.now()));
                        Stage.FIXTURE.service(NEW.serviceName(), 2, Map.of());
                        Stage.CLIENTS.scaling().registerScalableTarget(register -> register.serviceNamespace("ecs")
                                .scalableDimension("ecs:service:DesiredCount")
                                .resourceId(Alarms.resource(NEW.serviceName()))
                                .minCapacity(1)
                                .maxCapacity(scaledIn ? 3 : 1)
                                .suspendedState(state -> state.dynamicScalingInSuspended(!scaledIn)));
                    }))
                    .filteredOn(violation -> violation.contains("the register does not name"))
                    .singleElement()
                    .asString()
                    .contains("RegisterScalableTarget of deployer comes too early");
        }
    }

    @Test
    void anEffectBeforeTheRegisterIsCondemned() {
        assertThat(violations((stage, tools) -> {
                    Actor actor = Actor.current().orElseThrow();
                    actor.errand = Optional.of(new Actor.Errand("deploy", OLD, stage.aws.now()));
                    new Team(stage).putState(OLD.name(), OLD.id(), "active");
                }))
                .singleElement()
                .asString()
                .contains("PutParameter of deployer comes too early: the register does not name");
    }

    @Test
    void oneThatIsNotRegisteredMayLeadTheDefaultActionToTheRegisteredOneAndNotToItself() {
        assertThat(violations((stage, tools) -> {
                    tools.deploy(OLD, 1);
                    tools.deploy(NEW, 1);
                    String listener = rule(stage, NEW)
                            .replace(":listener-rule/", ":listener/")
                            .replaceFirst("/[^/]*$", "");
                    Actor actor = Actor.current().orElseThrow();
                    actor.errand = Optional.of(
                            new Actor.Errand("rollback", OLD, stage.aws.now().plusSeconds(1)));
                    List.of(NEW, OLD)
                            .forEach(key -> Stage.CLIENTS.elb().modifyListener(modify -> modify.listenerArn(listener)
                                    .defaultActions(Action.builder()
                                            .type(ActionTypeEnum.FORWARD)
                                            .targetGroupArn(group(stage, key))
                                            .build())));
                }))
                .filteredOn(violation -> violation.contains("the register does not name"))
                .singleElement()
                .asString()
                .contains("ModifyListener of deployer comes too early");
    }

    /** Retired to zero, made active again, given back what was taken. */
    @Test
    void theReaperNotesWhatItTakesAndParksBeforeItSaysSo() {
        assertThat(retiredAndBack((stage, tools) -> {})).isEmpty();
    }

    @Test
    void aParkingThatIsSaidBeforeItIsDoneIsCondemned() {
        Tag parked =
                Tag.builder().key("parked_at").value("2026-01-01T00:00:00Z").build();
        assertThat(retiredAndBack(
                        (stage, tools) -> Stage.CLIENTS.elb().addTags(add -> add.resourceArns(rule(stage, NEW))
                                .tags(parked))))
                .singleElement()
                .asString()
                .contains("AddTags of reaper comes too early: rule")
                .contains("still leads clients to its deployment");
    }

    @Test
    void aCountThatIsForgottenBeforeItIsGivenBackIsCondemned() {
        assertThat(retiredAndBack((stage, tools) -> Stage.CLIENTS.ecs().untagResource(untag -> untag.resourceArn(
                                "arn:aws:ecs:eu-west-1:123456789012:service/" + Stage.CLUSTER + "/" + OLD.serviceName())
                        .tagKeys("desired_count"))))
                .first()
                .asString()
                .contains("UntagResource of reaper comes too early: the count of " + OLD.serviceName());
    }

    private static String group(Stage stage, DeploymentKey key) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .flatMap(service -> service.targetGroups().stream())
                .findFirst()
                .orElseThrow();
    }

    private static String rule(Stage stage, DeploymentKey key) {
        return stage.aws.elb().routes().stream()
                .filter(rule -> key.id().equals(rule.tags().get("deployment_id")))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    /** @param meanwhile what a reaper of our own does while the older one is at zero */
    private static List<String> retiredAndBack(Play meanwhile) {
        Witness witness = new Witness();
        try (Stage stage = Stage.plain(1, witness::witness)) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            Tools tools = new Tools(stage, witness);
            act(stage, "deployer", Cast.DEPLOYER, () -> {
                tools.deploy(OLD, 2);
                tools.deploy(NEW, 1);
            });
            Team team = new Team(stage);
            act(stage, "team", Cast.TEAM, () -> {
                team.scalable(OLD, 2);
                team.outgrow(OLD, 2);
            });
            for (int run = 0; desired(stage) > 0; run++) {
                assertThat(run).as("runs until it is at zero").isLessThan(12);
                stage.traffic.pass(Duration.ofMinutes(1));
                act(stage, "reaper", Cast.REAPER, tools::reap);
            }
            act(stage, "reaper", Cast.REAPER, () -> meanwhile.on(stage, tools));
            act(stage, "team", Cast.TEAM, () -> team.putState(OLD.name(), OLD.id(), "active"));
            act(stage, "reaper", Cast.REAPER, tools::reap);
            return List.copyOf(witness.violations());
        }
    }

    private static int desired(Stage stage) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(OLD.serviceName()))
                .findFirst()
                .orElseThrow()
                .desired();
    }

    private static void act(Stage stage, String name, String accessKey, Runnable act) {
        stage.actor(name, accessKey, stage.aws.now(), act);
        stage.turns.play();
    }

    private interface Play {
        void on(Stage stage, Tools tools);
    }

    private static List<String> violations(Play play) {
        Witness witness = new Witness();
        try (Stage stage = Stage.plain(1, witness::witness)) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            stage.actor("deployer", Cast.DEPLOYER, stage.aws.now(), () -> play.on(stage, new Tools(stage, witness)));
            stage.turns.play();
            return List.copyOf(witness.violations());
        }
    }
}
