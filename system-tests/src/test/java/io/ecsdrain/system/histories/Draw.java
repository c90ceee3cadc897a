package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.ecs.EcsSwitches;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.scaling.ScalingSwitches;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What one history is like, drawn from its seed: what AWS is like where its documentation leaves that open, how the
 * reaper is configured, how much goes wrong.
 *
 * @param size how much there is of everything
 * @param pace how long a call takes at most
 * @param faults how many calls in a thousand go wrong
 * @param names the deployment names there are; the second begins like the first
 * @param ailing how far targets fail their health checks
 * @param company who else does something in the cluster
 * @param lines how tasks speak by their log; empty where they speak by their metric alone
 * @param inSteps whether deployers take some of their deployments live in steps
 */
record Draw(
        long seed,
        Random random,
        Size size,
        Duration pace,
        int faults,
        List<String> names,
        Map<String, String> reaper,
        Ailing ailing,
        Company company,
        Optional<Lines> lines,
        boolean inSteps) {

    /**
     * Who else does something in the cluster.
     *
     * @param alarms of auto scaling ask for more and for less
     * @param schedule of auto scaling, that lowers and raises the bounds of all that scales
     * @param neighbour another name lives here, tagged like ours, and the reaper was told of one name only
     * @param takeover a stranger points our listener at a target group of theirs
     * @param canary a stranger's rule leads to one of our deployments, by a value that begins like its id
     * @param lodging our last name has nothing but rules on a listener that is another's
     * @param branch our first name has rules on such a listener besides its own
     * @param managed a deployment lives here whose clients ECS's own blue/green moves
     * @param sister the account holds another cluster, with a reaper of its own
     * @param login the type of the action by which our listeners have their clients log in; empty if they do not
     * @param crashes the apps of our first name cannot bear to drain: they die, as often as they are started
     */
    record Company(
            boolean alarms,
            boolean schedule,
            boolean neighbour,
            boolean takeover,
            boolean canary,
            boolean lodging,
            boolean branch,
            boolean managed,
            boolean sister,
            String login,
            boolean crashes) {
        static final Company NONE =
                new Company(false, false, false, false, false, false, false, false, false, "", false);

        /** @param more for what was added later: the rest stays drawn as it was */
        static Company of(Random random, boolean alone, Random more) {
            int grounds = random.nextInt(10);
            return new Company(
                    random.nextInt(5) < 2,
                    random.nextInt(4) == 0,
                    alone && random.nextInt(5) == 0,
                    // What one of these others would take is his already.
                    random.nextInt(8) == 0 && !(alone && grounds == 0),
                    random.nextInt(6) == 0,
                    grounds == 0,
                    grounds == 1,
                    more.nextInt(6) == 0,
                    more.nextInt(5) == 0,
                    Draw.of(more, "", "", "", "authenticate-oidc", "authenticate-cognito", "jwt-validation"),
                    more.nextInt(6) == 0);
        }

        boolean scales() {
            return alarms || schedule;
        }
    }

    /**
     * How much there is of everything. What goes wrong mostly needs two deployments and a task or two; the fewer there
     * are besides, the more histories can be played.
     *
     * @param opening deployments of a name at the beginning, at most
     * @param tasks of a deployment, at most
     * @param scenes deploys, activations, rollbacks of a name, at most
     */
    record Size(Duration length, int opening, int tasks, int scenes) {
        static final Size SMALL = new Size(Duration.ofMinutes(3), 1, 2, 2);
        static final Size LARGE = new Size(Duration.ofMinutes(8), 2, 3, 3);
    }

    /** One in so many is large. */
    private static final int LARGE_EVERY = 10;

    private static final int RETIRE_ONLY_EVERY = 12;

    /** In a seed: deployers take some of their deployments live in steps. All else is drawn as without it. */
    static final long IN_STEPS = 1L << 56;

    private static final long AILING = 0x5EEDL << 32;

    private static final long SCALED = 0x5CA1EL << 32;

    /** What is drawn for a seed; for one below zero the same, but the tasks speak by their log. */
    static Draw of(long signed, Switches switches) {
        boolean inSteps = (Math.abs(signed) & IN_STEPS) != 0;
        long seed = Math.abs(signed) & ~IN_STEPS;
        Random random = new Random(seed);
        // Neighbouring seeds give similar first numbers.
        random.nextLong();
        switches(random, switches);
        Size size = random.nextInt(LARGE_EVERY) == 0 ? Size.LARGE : Size.SMALL;
        Map<String, String> reaper = profile();
        reaper.put("MAX_AGE_HR", of(random, "never", "never", "0.08"));
        reaper.put("KEEP_PREVIOUS", of(random, "0", "0", "0", "1"));
        // Drawn by itself, so that all else stays drawn as it was.
        reaper.put("KEEP_PREVIOUS_SCALED", Boolean.toString(new Random(seed ^ SCALED).nextBoolean()));
        reaper.put("MAX_RETIREMENTS", of(random, "10", "10", "1"));
        reaper.put("RETIRE_ONLY", Boolean.toString(random.nextInt(RETIRE_ONLY_EVERY) == 0));
        boolean two = random.nextInt(size == Size.LARGE ? 3 : 8) == 0;
        List<String> names = two ? List.of("app", "app-eu") : List.of("app");
        Company company = Company.of(random, !two, new Random(~seed));
        if (company.neighbour()) {
            reaper.put("DEPLOYMENT_NAME", "app");
        }
        Optional<Lines> lines = signed < 0 ? Optional.of(Lines.of(seed, switches)) : Optional.empty();
        lines.ifPresent(speaking -> reaper.putAll(speaking.reaper()));
        return new Draw(
                seed,
                random,
                size,
                Duration.ofMillis(of(random, 1, 200, 200, 2_000)),
                of(random, 0, 0, 0, 10, 40),
                names,
                reaper,
                // Drawn by itself, so that all else stays drawn as it was.
                Ailing.of(new Random(seed ^ AILING)),
                company,
                lines,
                inSteps);
    }

    /** Nothing drawn: AWS as it most likely is, one name, no trouble. */
    static Draw plain(long seed, Optional<Lines> lines) {
        Map<String, String> reaper = profile();
        lines.ifPresent(speaking -> reaper.putAll(speaking.reaper()));
        reaper.putAll(Map.of("MAX_AGE_HR", "never", "KEEP_PREVIOUS", "0", "RETIRE_ONLY", "false"));
        return new Draw(
                seed,
                new Random(seed),
                Size.SMALL,
                Duration.ofMillis(1),
                0,
                List.of("app"),
                reaper,
                Ailing.NONE,
                Company.NONE,
                lines,
                false);
    }

    /** The plan's test profile, with a deploy time-out that a history lives to see. */
    private static Map<String, String> profile() {
        return new TreeMap<>(Map.of(
                "CLUSTER", Stage.CLUSTER,
                "CONSEC", "2",
                "PERIOD", "60",
                "MIN_AGE_SEC", "60",
                "DEPLOY_TIMEOUT_MIN", "6"));
    }

    /** Whether a service is one of those that the history is about. */
    boolean isOurs(String service) {
        return Worlds.keyOf(service).filter(key -> names.contains(key.name())).isPresent();
    }

    /** Whether the name has no listener of its own. */
    boolean lodges(String name) {
        return company.lodging() && name.equals(names.get(names.size() - 1));
    }

    /** Whether the tasks of a deployment die while it drains. */
    boolean crashes(DeploymentKey key) {
        return company.crashes() && key.name().equals(names.get(0));
    }

    /** So many draining deployments stay, scaled or at zero. */
    int kept() {
        return Integer.parseInt(reaper.get("KEEP_PREVIOUS"));
    }

    /** The reaper deletes nothing. */
    boolean retireOnly() {
        return Boolean.parseBoolean(reaper.get("RETIRE_ONLY"));
    }

    private static void switches(Random random, Switches switches) {
        switches.set(EcsSwitches.RUNNING_COUNT_INCLUDES_DEACTIVATING, random.nextBoolean())
                .set(EcsSwitches.DELETE_REFUSED_WHILE_TASKS_RUN, random.nextBoolean())
                .set(EcsSwitches.PROTECTION_HONOURED_AT_SCALE_IN, random.nextBoolean())
                .set(EcsSwitches.STOP_TASK_WAITS_FOR_DEREGISTRATION, random.nextBoolean())
                .set(ScalingSwitches.SUSPENSION_PREVENTS_CLAMP, random.nextBoolean())
                .set(ElbSwitches.DEFAULT_PAGE_SIZE, of(random, 100, 2))
                .set(ElbSwitches.LARGEST_PAGE, of(random, 400, 400, 400, 3))
                .set(ElbSwitches.DELETE_MISSING_RULE_FAILS, random.nextBoolean())
                .set(ElbSwitches.DELETE_MISSING_TARGET_GROUP_FAILS, random.nextBoolean())
                .set(ElbSwitches.VALUES_PER_CONDITION, of(random, 3, 5))
                .set(ElbSwitches.REGEX_SHOWN_TWICE, random.nextBoolean())
                .set(SsmSwitches.STALE_READS, Duration.ofSeconds(of(random, 0, 0, 1, 3)))
                .set(SsmSwitches.RECREATE_AFTER, Duration.ofSeconds(of(random, 0, 30, 30)))
                .set(SsmSwitches.EMPTY_PAGE_EVERY, of(random, 0, 0, 3))
                .set(CloudWatchSwitches.METRIC_LAG, Duration.ofSeconds(of(random, 0, 20, 130)))
                .set(CloudWatchSwitches.DUPLICATE_EVERY, of(random, 0, 3))
                .set(CloudWatchSwitches.DATAPOINTS_PER_PAGE, of(random, 100_800, 100_800, 3))
                .set(CloudWatchSwitches.PERIODS_BEGIN_AT_START_TIME, random.nextBoolean())
                .set(WireSwitches.QUERY_ERROR_HEADER, random.nextBoolean())
                .set(WireSwitches.EMPTY_MARKERS, random.nextBoolean())
                .set(EcsSwitches.LIST_OF_RUNNING_EMPTY_EVERY, of(random, 0, 0, 0, 5));
    }

    @SafeVarargs
    static <T> T of(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    boolean chance(int ofHundred) {
        return random.nextInt(100) < ofHundred;
    }
}
