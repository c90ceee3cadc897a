package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.ecs.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Alarms of auto scaling: load comes and goes, and each asks for a task more or less of some service that scales. */
final class Alarms {

    /** How often an alarm asks for less, of a hundred: a deployment that drains has less and less to do. */
    private static final int SCALES_IN = 65;

    private final Stage stage;
    private final Witness witness;

    Alarms(Stage stage, Witness witness) {
        this.stage = stage;
        this.witness = witness;
    }

    /** Some alarms, one after the other. */
    void ring() {
        Random random = stage.draw.random();
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            stage.await(Duration.ofSeconds(5 + random.nextInt(35)));
            List<ServiceView> scaling = scaling();
            if (!scaling.isEmpty()) {
                fire(scaling.get(random.nextInt(scaling.size())), random.nextInt(100) < SCALES_IN);
            }
        }
    }

    static String resource(String service) {
        return "service/" + Stage.CLUSTER + "/" + service;
    }

    private List<ServiceView> scaling() {
        List<String> targets = stage.aws.scaling().targets().stream()
                .map(target -> target.resourceId())
                .toList();
        return stage.aws.ecs().services().stream()
                .filter(service -> service.status().equals("ACTIVE"))
                .filter(service -> targets.contains(resource(service.name())))
                .filter(service -> stage.draw.isOurs(service.name()))
                .toList();
    }

    private void fire(ServiceView service, boolean in) {
        scaling(stage, witness, service.name(), "an alarm asks for " + (in ? "less" : "more"), () -> {
            if (in) {
                stage.aws.scaling().fireScaleIn(resource(service.name()));
            } else {
                stage.aws.scaling().fireScaleOut(resource(service.name()));
            }
        });
    }

    /** Lets auto scaling do something to a service, and tells the witness whom that cut. */
    static void scaling(Stage stage, Witness witness, String service, String what, Runnable act) {
        List<TaskView> before = wanted(stage, service);
        act.run();
        List<TaskView> after = wanted(stage, service);
        List<TaskView> cut = before.stream()
                .filter(task -> after.stream().noneMatch(other -> other.id().equals(task.id())))
                .toList();
        Worlds.keyOf(service)
                .ifPresent(key -> witness.scaled(
                        key,
                        what + " of " + key
                                + (cut.isEmpty()
                                        ? ""
                                        : ", which cuts "
                                                + cut.stream().map(TaskView::id).toList()),
                        cut));
    }

    private static List<TaskView> wanted(Stage stage, String service) {
        return stage.aws.ecs().tasks().stream()
                .filter(task -> service.equals(task.serviceName())
                        && task.desiredStatus().equals("RUNNING"))
                .toList();
    }
}
