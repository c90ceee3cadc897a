package io.ecsdrain.contract;

import io.ecsdrain.contract.Variable.Choice;
import io.ecsdrain.contract.Variable.Decimal;
import io.ecsdrain.contract.Variable.Flag;
import io.ecsdrain.contract.Variable.Text;
import io.ecsdrain.contract.Variable.Whole;
import java.util.List;

/**
 * The sidecar's variables. To add one: here, in {@link #ALL}, and in the sidecar's {@code EnvironmentReader}, which
 * reads it.
 */
public final class SidecarVariables {

    private static final String NAME = "one that matches `" + Names.PATTERN + "`";

    public static final Text DEPLOYMENT_NAME =
            new Text("DEPLOYMENT_NAME", "required", NAME, "the stable name of the app's environment");
    public static final Text DEPLOYMENT_ID =
            new Text("DEPLOYMENT_ID", "required", NAME, "the unique id of this deployment");
    public static final Text DRAIN_PARAM = new Text(
            "DRAIN_PARAM",
            "from the two above",
            "an SSM parameter name such as /a/b/state",
            "the state parameter. If it contradicts them it wins, with a warning");
    public static final Decimal DRAIN_POLL_SECONDS = new Decimal(
            "DRAIN_POLL_SECONDS",
            5,
            0.01,
            3600,
            "time between two reads of the parameter; jittered; backs off on throttling. A task whose reads were throttled three times in a row reads every 6.6 polls while it drains, at most every 33 s, and else every 30 polls, at most every 150 s, for six hours");
    public static final Decimal DRAIN_EMIT_SECONDS = new Decimal(
            "DRAIN_EMIT_SECONDS",
            "the poll, at most 15",
            15,
            0.01,
            60,
            "",
            "time between two regular lines on stdout; goes on while reads fail");
    public static final Decimal DRAIN_GRACE_SECONDS = new Decimal(
            "DRAIN_GRACE_SECONDS", 30, 0, 86_400, "time between the first `draining` and the first *ready*");
    public static final Decimal DRAIN_QUIET_SECONDS = new Decimal(
            "DRAIN_QUIET_SECONDS",
            20,
            0,
            3600,
            "a task is ready only after this time without a session: the longest gap of a client that reloads or reconnects. A task that had none does not wait");
    public static final Decimal DRAIN_SETTLE_SECONDS = new Decimal(
            "DRAIN_SETTLE_SECONDS",
            "30, or `DRAIN_BUSY_PORT_SECONDS` if that is more",
            30,
            0,
            3600,
            "",
            "the sidecar answers a fence only after this time without a session since the fence was written. It covers what a changed rule needs to reach every node of the load balancer, and `DRAIN_BUSY_PORT_SECONDS` more");
    public static final Decimal DRAIN_BUSY_FORGET_SECONDS = new Decimal(
            "DRAIN_BUSY_FORGET_SECONDS",
            600,
            0,
            604_800,
            "a non-zero report counts for this time after its ttl is over");
    public static final Decimal DRAIN_BUSY_UNKNOWN_SECONDS = new Decimal(
            "DRAIN_BUSY_UNKNOWN_SECONDS",
            "60, or the longest `ttl_seconds` of any report, whichever is longer",
            60,
            0,
            3600,
            "",
            "during this time after its start the sidecar takes silence for an unknown count, not for zero; set 0 if no process reports");
    public static final Flag DRAIN_REQUIRE_BUSY = new Flag(
            "DRAIN_REQUIRE_BUSY", false, "true: not ready before a first report, or a first count of a source");
    public static final Text DRAIN_BUSY_PORTS = new Text(
            "DRAIN_BUSY_PORTS",
            "none",
            "ports from 1 to 65535, separated by commas",
            "each lasting connection to one of these ports of the task counts as a session, without a report by the app");
    public static final Decimal DRAIN_BUSY_PORT_SECONDS = new Decimal(
            "DRAIN_BUSY_PORT_SECONDS",
            "10, or `DRAIN_GRACE_SECONDS` if that is less",
            10,
            0,
            3600,
            "",
            "a connection counts after it has lasted this long, so that a health check does not count; a zero counts after it has lasted as long. Not longer than `DRAIN_GRACE_SECONDS`");
    public static final Text DRAIN_BUSY_PORT_PEERS = new Text(
            "DRAIN_BUSY_PORT_PEERS",
            "everywhere",
            "addresses or blocks of addresses such as 10.0.0.0/16, separated by commas",
            "only connections from there count, such as the load balancer's subnets");
    public static final Text DRAIN_BUSY_URL = new Text(
            "DRAIN_BUSY_URL",
            "none",
            "an http URL on the task's loopback, such as http://localhost:8081/worker",
            "a page of the app that has its number of sessions, as JSON or as Prometheus text; needs `DRAIN_BUSY_FIELD`");
    public static final Text DRAIN_BUSY_FIELD = new Text(
            "DRAIN_BUSY_FIELD",
            "none",
            "a JSON Pointer such as /active_jobs, or a metric such as jobs{queue=\"a\"}",
            "where on that page the number stands; several samples of a metric are summed");
    public static final Flag DRAIN_BUSY_URL_ANY_HOST = new Flag(
            "DRAIN_BUSY_URL_ANY_HOST", false, "true: `DRAIN_BUSY_URL` may name another host than the task's loopback");
    public static final Text DRAIN_NOTIFY_URL = new Text(
            "DRAIN_NOTIFY_URL",
            "none",
            "an http URL on the task's loopback, such as http://localhost:8081/admin/drain",
            "a call of the app that the sidecar makes on each change of state, until it is answered 2xx");
    public static final Text DRAIN_NOTIFY_METHOD =
            new Text("DRAIN_NOTIFY_METHOD", "POST", "POST, PUT or GET", "how that call is made; GET sends no body");
    public static final Text DRAIN_NOTIFY_BODY = new Text(
            "DRAIN_NOTIFY_BODY",
            "the JSON of `GET /drain`",
            "any text",
            "the body of that call; `{state}` in it stands for the word of the new state");
    public static final Text DRAIN_NOTIFY_STATES = new Text(
            "DRAIN_NOTIFY_STATES",
            "active,draining,stopping",
            "states out of active, draining and stopping, separated by commas",
            "the app is told of these states alone; for a call that means one state");
    public static final Text DRAIN_HOST = new Text(
            "DRAIN_HOST",
            "both loopback addresses",
            "an address of this machine, such as 127.0.0.1",
            "the address it listens on; it warns of any that is not a loopback address");
    public static final Whole DRAIN_PORT = new Whole("DRAIN_PORT", 9901, 1, 65_535, "the port it listens on");
    public static final Choice DRAIN_EMIT = new Choice(
            "DRAIN_EMIT",
            List.of("always", "draining"),
            "`draining`: it writes lines only after it has first read `draining`");
    public static final Flag DRAIN_METRIC = new Flag(
            "DRAIN_METRIC",
            true,
            "false: the same lines without the metric, which then costs nothing. Only for a reaper with `EVIDENCE=log`: with `EVIDENCE=metric`, its default, a deployment without the metric is retired at `MAX_AGE_HR` alone");
    public static final Whole DRAIN_METRIC_RESOLUTION =
            new Whole("DRAIN_METRIC_RESOLUTION", 60, 1, 60, "1 or 60", "1: high-resolution metric");
    public static final Flag DRAIN_TASK_PROTECTION = new Flag(
            "DRAIN_TASK_PROTECTION", false, "scale-in protection while busy, through `ECS_AGENT_URI`, which ECS sets");
    public static final Text TASK_ID = new Text(
            "TASK_ID",
            "`unknown`, with a warning",
            "1 to 255 letters, digits or _.:/-",
            "only where `ECS_CONTAINER_METADATA_URI_V4` is unset");

    /** In the order in which they are documented. */
    public static final List<Variable> ALL = List.of(
            DEPLOYMENT_NAME,
            DEPLOYMENT_ID,
            DRAIN_PARAM,
            DRAIN_POLL_SECONDS,
            DRAIN_EMIT_SECONDS,
            DRAIN_GRACE_SECONDS,
            DRAIN_QUIET_SECONDS,
            DRAIN_SETTLE_SECONDS,
            DRAIN_BUSY_FORGET_SECONDS,
            DRAIN_BUSY_UNKNOWN_SECONDS,
            DRAIN_REQUIRE_BUSY,
            DRAIN_BUSY_PORTS,
            DRAIN_BUSY_PORT_SECONDS,
            DRAIN_BUSY_PORT_PEERS,
            DRAIN_BUSY_URL,
            DRAIN_BUSY_FIELD,
            DRAIN_BUSY_URL_ANY_HOST,
            DRAIN_NOTIFY_URL,
            DRAIN_NOTIFY_METHOD,
            DRAIN_NOTIFY_BODY,
            DRAIN_NOTIFY_STATES,
            DRAIN_HOST,
            DRAIN_PORT,
            DRAIN_EMIT,
            DRAIN_METRIC,
            DRAIN_METRIC_RESOLUTION,
            DRAIN_TASK_PROTECTION,
            TASK_ID);

    private SidecarVariables() {}
}
