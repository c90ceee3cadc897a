package io.ecsdrain.contract;

import io.ecsdrain.contract.Variable.Choice;
import io.ecsdrain.contract.Variable.Decimal;
import io.ecsdrain.contract.Variable.Flag;
import io.ecsdrain.contract.Variable.Text;
import io.ecsdrain.contract.Variable.Whole;
import java.util.List;

/**
 * The reaper's variables. To add one: here, in {@link #ALL}, and in the reaper's {@code ReaperConfig}, which reads it.
 */
public final class ReaperVariables {

    /** In {@link #LOG_GROUP}, stands for the deployment name. */
    public static final String NAME_IN_LOG_GROUP = "{deployment_name}";

    /** The log group of the sidecars unless {@link #LOG_GROUP} says another. */
    public static final String DEFAULT_LOG_GROUP = "/ecs-drain/" + NAME_IN_LOG_GROUP;

    /** Switches {@link #MAX_AGE_HR} off. */
    public static final String NEVER = "never";

    public static final Text CLUSTER =
            new Text("CLUSTER", "required", "the name or the ARN of a cluster", "the ECS cluster to look after");
    public static final Text DEPLOYMENT_NAME =
            new Text("DEPLOYMENT_NAME", "all", "one that matches `" + Names.PATTERN + "`", "the one name to handle");
    public static final Text LISTENER_ARN = new Text(
            "LISTENER_ARN",
            "discovered from the target groups",
            "listener ARNs, separated by commas",
            "listeners to look at besides those that the target groups lead to");
    public static final Choice EVIDENCE = new Choice(
            "EVIDENCE",
            List.of("metric", "log"),
            "where readiness is read: from the metric, or from the lines in the sidecars' log group, which takes seconds instead of periods");
    public static final Text LOG_GROUP = new Text(
            "LOG_GROUP",
            "`" + DEFAULT_LOG_GROUP + "`",
            "a log group's name, in which `{deployment_name}` may stand for the deployment's name",
            "with `EVIDENCE=log`, the sidecars' log group");
    public static final Whole FENCE_WAIT_SEC = new Whole(
            "FENCE_WAIT_SEC",
            30,
            0,
            600,
            "with `EVIDENCE=log`, a run that has asked tasks by a fence waits no longer than this for their answers, once for all of them, and looks at those deployments again; `0` leaves that to the next run");
    public static final Whole CONSEC = new Whole(
            "CONSEC",
            3,
            1,
            60,
            "the number of closed periods for which every running task has to report 1 (by CloudWatch's Minimum)");
    public static final Whole PERIOD = new Whole(
            "PERIOD", 60, 1, 86_400, "1, 5, 10, 20, 30 or a multiple of 60", "the length of a period, in seconds");
    public static final Decimal MIN_AGE_SEC =
            new Decimal("MIN_AGE_SEC", 120, 0, 31_536_000, "no service younger than this is retired, in seconds");
    public static final Decimal MAX_AGE_HR = new Decimal(
            "MAX_AGE_HR",
            "48",
            48,
            0,
            87_600,
            NEVER,
            "the age in hours at which a draining deployment is retired, ready or not; `never` switches it off; `0` means at once");
    public static final Choice MAX_AGE_FROM = new Choice(
            "MAX_AGE_FROM",
            List.of("draining", "created"),
            "from when that age counts; `created` is the rule of the plan");
    public static final Whole KEEP_PREVIOUS = new Whole(
            "KEEP_PREVIOUS",
            0,
            0,
            100,
            "how many of the youngest draining deployments of a name are kept for a quick rollback");
    public static final Flag KEEP_PREVIOUS_SCALED = new Flag(
            "KEEP_PREVIOUS_SCALED",
            true,
            "true: those that `KEEP_PREVIOUS` keeps stay scaled; false: each is scaled to zero once its sessions are over, and is not deleted");
    public static final Flag RETIRE_ONLY = new Flag("RETIRE_ONLY", false, "scale to zero, delete nothing");
    public static final Whole MAX_RETIREMENTS =
            new Whole("MAX_RETIREMENTS", 10, 0, 10_000, "how many deployments one run retires at most");
    public static final Decimal DEPLOY_TIMEOUT_MIN = new Decimal(
            "DEPLOY_TIMEOUT_MIN",
            60,
            1,
            10_080,
            "the age in minutes at which the reaper takes a half-created deployment for abandoned; `deploy` gives up at half of it");
    public static final Flag DRY_RUN = new Flag("DRY_RUN", false, "true: decide and report, change nothing");

    /** In the order in which they are documented. */
    public static final List<Variable> ALL = List.of(
            CLUSTER,
            DEPLOYMENT_NAME,
            LISTENER_ARN,
            EVIDENCE,
            LOG_GROUP,
            FENCE_WAIT_SEC,
            CONSEC,
            PERIOD,
            MIN_AGE_SEC,
            MAX_AGE_HR,
            MAX_AGE_FROM,
            KEEP_PREVIOUS,
            KEEP_PREVIOUS_SCALED,
            RETIRE_ONLY,
            MAX_RETIREMENTS,
            DEPLOY_TIMEOUT_MIN,
            DRY_RUN);

    private ReaperVariables() {}
}
