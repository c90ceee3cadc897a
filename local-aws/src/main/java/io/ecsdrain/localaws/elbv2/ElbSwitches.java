package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.links.Switches.Switch;
import java.time.Duration;

/** What the documentation of ELBv2 leaves open, and what a test wants faster or smaller than life. */
public final class ElbSwitches {

    /** Items on a page of a Describe call that names no PageSize; 1 to 400. */
    public static final Switch<Integer> DEFAULT_PAGE_SIZE = new Switch<>(
            "elb.defaultPageSize", 100, "the default page size is not documented and may be below the total");

    /** Items on a page of a Describe call, at most, whatever PageSize it names; 1 to 400. */
    public static final Switch<Integer> LARGEST_PAGE = new Switch<>(
            "elb.largestPage", 400, "a page may hold less than was asked for; only its marker tells the end");

    /** Whether DeleteRule of a rule that is not there fails with RuleNotFound. */
    public static final Switch<Boolean> DELETE_MISSING_RULE_FAILS = new Switch<>(
            "elb.deleteMissingRuleFails", true, "RuleNotFound is modelled, yet silent success has been seen");

    /** Whether DeleteTargetGroup of a group that is not there fails with TargetGroupNotFound. */
    public static final Switch<Boolean> DELETE_MISSING_TARGET_GROUP_FAILS = new Switch<>(
            "elb.deleteMissingTargetGroupFails", false, "TargetGroupNotFound is not modelled for DeleteTargetGroup");

    /**
     * Whether health checks run at every tick and one that passes decides. A check that fails counts at the group's own
     * interval and threshold all the same, so that a task which starts slowly is not taken for a sick one.
     */
    public static final Switch<Boolean> HEALTH_CHECK_SPEED_UP =
            new Switch<>("elb.healthCheckSpeedUp", false, "no doubt about AWS: the shortest interval there is 5 s");

    /** Rules of all listeners of a load balancer together, default rules not counted. */
    public static final Switch<Integer> RULES_PER_LOAD_BALANCER =
            new Switch<>("elb.rulesPerLoadBalancer", 100, "an adjustable quota");

    /** Different target groups that one load balancer's actions may name. */
    public static final Switch<Integer> TARGET_GROUPS_PER_LOAD_BALANCER =
            new Switch<>("elb.targetGroupsPerLoadBalancer", 100, "a quota that AWS does not raise");

    /** Target groups of the account and Region. */
    public static final Switch<Integer> TARGET_GROUPS = new Switch<>("elb.targetGroups", 3_000, "an adjustable quota");

    /** Values of one condition of a rule; the rule as a whole has 5 at most. */
    public static final Switch<Integer> VALUES_PER_CONDITION = new Switch<>(
            "elb.valuesPerCondition",
            3,
            "Condition types for listener rules says up to three match evaluations a condition, yet five have been accepted");

    /** Whether a regular expression has to match the whole text; otherwise a match anywhere in it is enough. */
    public static final Switch<Boolean> REGEX_MATCHES_WHOLE = new Switch<>(
            "elb.regexMatchesWhole",
            false,
            "Condition types for listener rules does not say; its samples are anchored");

    /** Whether the case of letters does not matter to a regular expression. */
    public static final Switch<Boolean> REGEX_IGNORES_CASE = new Switch<>(
            "elb.regexIgnoresCase",
            true,
            "header and host values are compared without regard to case, of regular expressions nothing is said");

    /** Whether DescribeRules shows a condition's regular expressions also beside its config, as it does with values. */
    public static final Switch<Boolean> REGEX_SHOWN_TWICE = new Switch<>(
            "elb.regexShownTwice",
            false,
            "RuleCondition has a RegexValues of its own; which of both is filled is not documented");

    /** Whether ModifyListener, like ModifyRule, takes UseExistingClientSecret in the place of the secret. */
    public static final Switch<Boolean> LISTENER_KEEPS_CLIENT_SECRET = new Switch<>(
            "elb.listenerKeepsClientSecret",
            true,
            "AuthenticateOidcActionConfig speaks of modifying a rule; a listener's action has the same shape");

    /** For how long after a change of a rule clients may still be led as before. */
    public static final Switch<Duration> RULE_PROPAGATION = new Switch<>(
            "elb.rulePropagation",
            Duration.ZERO,
            "no figure is documented for how long a change takes to reach every node");

    private ElbSwitches() {}
}
