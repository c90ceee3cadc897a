package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Who does what, and when: one drawn programme for one history. */
final class Cast {

    static final String REAPER = "AKREAPER";
    static final String DEPLOYER = "AKDEPLOYER";
    static final String TEAM = "AKTEAM";
    /** A person that changes things by hand, unexpectedly. */
    static final String PERSON = "AKPERSON";

    /** What others do who live in the same cluster. */
    static final String OTHERS = "AKOTHERS";

    /** The reaper of another cluster. */
    static final String SISTER = "AKSISTER";

    private static final int RELEASE = 0;

    /** How often, of a hundred, a person has scaled by hand to where scaling by itself would not. */
    private static final int OUTGROWN = 20;

    private final Stage stage;
    private final Tools tools;
    private final Team team;
    private final Person person;
    private final Witness witness;
    private final Random random;
    private final List<DeploymentKey> keys = new ArrayList<>();
    private final List<Instant> runs = new ArrayList<>();
    /** Names that the team keeps with its own script: no register, no deploy. */
    final Set<String> scripted = new HashSet<>();

    private final boolean silent;
    private final Random inSteps;
    /** Before that there is none that new clients could be shared with. */
    private boolean opened;

    Cast(Stage stage, Tools tools, Person person, Witness witness) {
        this.stage = stage;
        this.witness = witness;
        this.tools = tools;
        this.team = new Team(stage);
        this.person = person;
        this.random = stage.draw.random();
        this.inSteps = new Random(~stage.draw.seed() ^ Draw.IN_STEPS);
        this.silent = !stage.draw.reaper().get("MAX_AGE_HR").equals("never");
        stage.draw.names().stream()
                .filter(name -> stage.draw.chance(35) || stage.draw.lodges(name))
                .forEach(scripted::add);
    }

    /** What is there before anything happens: one or two deployments of each name, the last of them live. */
    void opening() {
        for (String name : stage.draw.names()) {
            int count = 1 + random.nextInt(stage.draw.size().opening());
            for (int i = 0; i < count; i++) {
                release(name, next(name));
            }
        }
        opened = true;
    }

    private DeploymentKey next(String name) {
        DeploymentKey key = Worlds.key(name, keys.size() + 1, silent && random.nextInt(6) == 0);
        keys.add(key);
        return key;
    }

    private void release(String name, DeploymentKey key) {
        int tasks = 1 + random.nextInt(stage.draw.size().tasks());
        boolean scalable = false;
        if (scripted.contains(name)) {
            scalable = random.nextBoolean() || stage.draw.company().scales();
            boolean byTool = stage.draw.lodges(name) && random.nextBoolean();
            team.release(key, tasks, scalable, byTool ? () -> tools.activate(key) : () -> team.script(key));
        } else {
            if (opened && stage.draw.inSteps() && inSteps.nextInt(3) > 0) {
                tools.deployInSteps(key, tasks);
            } else {
                tools.deploy(key, tasks);
            }
            if (random.nextInt(3) == 0 || stage.draw.company().scales()) {
                team.scalable(key, tasks);
                scalable = true;
            }
        }
        if (scalable && stage.draw.chance(OUTGROWN)) {
            team.outgrow(key, tasks);
        }
        stage.grounds.settle(key);
    }

    void programme() {
        Instant end = stage.aws.now().plus(stage.draw.size().length());
        for (Instant at = sometime(60); at.isBefore(end); at = at.plusSeconds(50 + random.nextInt(40))) {
            runs.add(at);
            mortal(stage.actor("reaper", REAPER, at, tools::reap), 40);
        }
        for (String name : stage.draw.names()) {
            int scenes = 1 + random.nextInt(stage.draw.size().scenes());
            for (int i = 0; i < scenes; i++) {
                // Without a second deployment there is little that could go wrong.
                scene(name, i == 0 && stage.draw.size().opening() == 1 ? RELEASE : random.nextInt(100));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            stage.actor(
                    "chance", PERSON, sometime((int) stage.draw.size().length().toSeconds()), this::accident);
        }
        stage.draw.lines().ifPresent(lines -> new AtTheFence(stage, tools).programme(runs));
        stage.pins.programme(stage.draw.size().length(), () -> keys);
        if (stage.draw.chance(35)) {
            int acts = 1 + random.nextInt(2);
            for (int i = 0; i < acts; i++) {
                stage.actor("person", PERSON, crossing(), () -> person.act(someKey()));
            }
        }
    }

    Instant sometime(int withinSeconds) {
        return stage.aws.now().plusMillis(random.nextInt(withinSeconds * 1_000));
    }

    /** Mostly just before or within a run of the reaper: that is where actors cross. */
    Instant crossing() {
        if (random.nextInt(3) == 0) {
            return sometime((int) stage.draw.size().length().toSeconds() * 5 / 8);
        }
        Instant run = runs.get(random.nextInt(runs.size()));
        Instant at = run.plusMillis(random.nextInt(5_000) - 2_000L);
        return at.isBefore(stage.aws.now()) ? run : at;
    }

    DeploymentKey someKey() {
        return keys.get(random.nextInt(keys.size()));
    }

    private DeploymentKey some(String name) {
        List<DeploymentKey> its =
                keys.stream().filter(key -> key.name().equals(name)).toList();
        return its.isEmpty() ? next(name) : its.get(random.nextInt(its.size()));
    }

    private void scene(String name, int kind) {
        Instant at = crossing();
        if (kind < 10 && stage.draw.lodges(name)) {
            DeploymentKey key = next(name);
            stage.actor("deploy " + key, DEPLOYER, at, () -> tools.refused(key));
        } else if (kind < 50) {
            DeploymentKey key = next(name);
            mortal(
                    stage.actor(
                            "release " + key, scripted.contains(name) ? TEAM : DEPLOYER, at, () -> release(name, key)),
                    stage.draw.inSteps() ? 120 : 60);
        } else if (kind < 70) {
            DeploymentKey key = some(name);
            mortal(stage.actor("activate " + key, DEPLOYER, at, () -> existing(key, () -> tools.activate(key))), 25);
        } else if (kind < 90) {
            DeploymentKey key = some(name);
            mortal(stage.actor("rollback " + key, DEPLOYER, at, () -> existing(key, () -> tools.rollback(key))), 40);
        } else {
            DeploymentKey key = some(name);
            mortal(stage.actor("script " + key, TEAM, at, () -> existing(key, () -> team.script(key))), 12);
        }
    }

    /** No person types an id that never was; that the deployment goes away at the same moment is another matter. */
    private void existing(DeploymentKey key, Runnable act) {
        if (stage.aws.ecs().services().stream()
                .anyMatch(service -> service.name().equals(key.serviceName())
                        && service.status().equals("ACTIVE"))) {
            act.run();
        }
    }

    /** Some crash, before or after a call of theirs. */
    private void mortal(Actor actor, int withinCalls) {
        if (stage.draw.chance(15)) {
            actor.dyingAt(1 + random.nextInt(withinCalls), random.nextBoolean());
        }
    }

    /**
     * Spot takes a task, rebalancing moves one, an alarm asks for more, an app protects itself, a person stops a task
     * or has all of them replaced.
     */
    private void accident() {
        List<TaskView> running = stage.aws.ecs().tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING") && stage.draw.isOurs(task.serviceName()))
                .toList();
        if (running.isEmpty()) {
            return;
        }
        TaskView task = running.get(random.nextInt(running.size()));
        switch (random.nextInt(7)) {
            case 0 -> stage.aws.ecs().interruptAsSpot(task.id());
            case 1 -> stage.aws.scaling().fireScaleOut("service/" + Stage.CLUSTER + "/" + task.serviceName());
            case 2 -> stage.aws.ecs().protect(task.id(), java.util.Optional.of(Duration.ofMinutes(10)));
            case 3, 4 ->
                Alarms.scaling(stage, witness, task.serviceName(), "rebalancing moves tasks", () -> stage.aws
                        .ecs()
                        .rebalance(task.id()));
            case 5 ->
                Stage.CLIENTS.ecs().stopTask(stop -> stop.cluster(Stage.CLUSTER).task(task.id()));
            default ->
                Stage.CLIENTS.ecs().updateService(update -> update.cluster(Stage.CLUSTER)
                        .service(task.serviceName())
                        .forceNewDeployment(true));
        }
    }
}
