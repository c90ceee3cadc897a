package io.ecsdrain.reaper.plan.decision;

import java.util.Locale;

/**
 * Why a deployment is kept or acted upon; also the key of the log line and the word in the report. What each means and
 * what a person does about it stand here alone: {@code explain} shows them, and the table of {@code docs/operations.md}
 * is made from them.
 */
public enum Reason {
    ACTIVE(
            "It takes new sessions. With \"a newer write makes another deployment live\": converge drains it "
                    + "once that other one serves, unless that one has no service, see \"A live deployment that has no "
                    + "service\" in docs/operations.md. With \"no service of it is listed\": its service is not created "
                    + "yet, or gone.",
            "Nothing to do. No service for an hour: deploy again, or delete its parameter."),
    RESTORED(
            "It was draining and is active again (a rollback), or deploy gave it scaling and it is live now: it gets "
                    + "back its desired count, scaling, Availability Zone rebalancing, deregistration delay and rules.",
            "Nothing to do, with two exceptions. Scheduled actions of auto scaling that were due while it "
                    + "drained did not run, and will not run before their next time: if that is too late, set minimum "
                    + "and maximum by hand. If its desired count lies outside its minimum and maximum, these stay "
                    + "widened around it (tag `scaling_bounds`), because setting them at once would stop tasks. They "
                    + "come back as the count does."),
    REGISTERED_LIVE(
            "Its parameter does not say active, but the register `/apps/NAME/live` or a newer write names it "
                    + "as the intended live deployment. Converge writes `active` in the same run.",
            "In every run: a script keeps overwriting the parameter. Find it. To change which deployment is "
                    + "live, use `./drain activate` or `rollback`."),
    STATE_UNKNOWN(
            "Its parameter cannot be read, does not exist, or holds neither `active` nor `draining`. The "
                    + "reaper does nothing to it, with one exception: a deletion that another party disturbed begins again.",
            "\"its deletion had begun\": nothing to do, the next runs finish it. Missing: `./drain activate` the live "
                    + "deployment, which also drains this one; or write `draining` to `/apps/NAME/ID/state`. Unreadable: "
                    + "permission `ssm:GetParametersByPath`, or throttling."),
    ROUTE_UNKNOWN(
            "Listeners or rules could not be read completely, or contradict each other (a target group hangs "
                    + "on a load balancer where nothing leads to it). So the reaper does not know which clients are sent "
                    + "to it.",
            "Permissions `elasticloadbalancing:Describe*`, or throttling. It goes away by itself if it was "
                    + "throttling."),
    CONTRADICTORY_TAGS(
            "Tags and names do not fit together, or its parameter speaks of a service that is another "
                    + "deployment's. The sentence says which.",
            "Do what the sentence says; it never gets better by itself. Check twice before you delete a "
                    + "parameter by hand."),
    MANAGED_ELSEWHERE(
            "Something else moves its tasks and its clients: ECS's own blue/green, linear or canary "
                    + "deployments, another deployment controller (CodeDeploy, external), a DAEMON schedule or an "
                    + "ECS-managed (Express) service. The reaper neither parks, scales nor deletes it, whatever its "
                    + "state and `MAX_AGE_HR` say.",
            "Remove it where it was made. To have it drained here, make it a REPLICA service of the ECS "
                    + "controller with the strategy ROLLING."),
    OTHER_CLUSTER(
            "Target groups, rules or parameters of its name are tagged `cluster` for another cluster of the "
                    + "account. Both clusters share the parameters `/apps/NAME/...`. So neither cluster's reaper touches "
                    + "anything of the name until it belongs to one cluster alone. `deploy` refuses such a name.",
            "Give one of the two another name. If the other cluster is gone, delete what carries its tag; the "
                    + "sentence names it."),
    UNKNOWN_OWNER(
            "Something that is tagged or named for it is left, and it has no service in this cluster. Nothing "
                    + "shows that the thing is this cluster's: no tag `cluster`, and no deleted service that ECS still "
                    + "knows. It may serve in another cluster. Deployers before the tag made such things.",
            "If it is this cluster's, tag it with `cluster` and the cluster's short name, or delete it by hand. See "
                    + "\"Several clusters in one account\" in docs/operations.md."),
    DEPLOYING("Being created, within `DEPLOY_TIMEOUT_MIN`.", "Nothing to do."),
    CANARY(
            "A deploy with `--steps` leads a share of new clients to it, step by step. It has no state until it is "
                    + "live. The sentence names step and deadline.",
            "Nothing to do. To end it: `./drain retire ID`. Two minutes after the deadline the reaper ends it: the "
                    + "default action goes back to the live deployment, and the canary drains."),
    STILL_ROUTED(
            "It is draining, but a default action, a rule that is not its own, or another service still uses "
                    + "its target group. It is kept, because it has clients.",
            "Point that listener or rule at the live deployment, or delete it. If the default action: `./drain "
                    + "activate --deployment-id LIVE` says so too; check that the live deployment is really behind the "
                    + "listener."),
    LAST_SERVING(
            "It is draining, but the intended live deployment has no service, or no running task. Until it "
                    + "has, the youngest draining deployment is kept to serve, idle or not, whatever `MAX_AGE_HR` says.",
            "The live one is being created or is short of tasks: nothing to do. Its id is mistyped (`activate` "
                    + "of an id that does not exist) or its service was deleted: `./drain rollback --to ID` to this one."),
    CANNOT_PARK(
            "Its rule has no room for the condition that leads clients away (five values, or a source-ip "
                    + "condition of its own).",
            "Free one value of that rule by hand."),
    TOO_YOUNG("Its service is younger than `MIN_AGE_SEC`; for leftovers, than `DEPLOY_TIMEOUT_MIN`.", "Nothing to do."),
    KEEP_PREVIOUS(
            "`KEEP_PREVIOUS` keeps it for a quick rollback: scaled, or with `KEEP_PREVIOUS_SCALED=false` at zero tasks once "
                    + "its sessions are over.",
            "Nothing to do. At zero tasks it goes once another takes its place as the previous one."),
    PINNED(
            "A person has pinned it (tag `pinned_until`), so it is neither retired nor deleted, whatever "
                    + "`MAX_AGE_HR` says.",
            "Nothing to do while it is needed; then `./drain unpin ID`. Its age counts anew from there."),
    RETIRE_ONLY(
            "Scaled to zero; `RETIRE_ONLY` leaves the deletion to CloudFormation or Terraform.", "Remove it there."),
    RUN_LIMIT(
            "It would be retired, but `MAX_RETIREMENTS` is used up.",
            "Nothing to do; the next run goes on. For days: raise it."),
    NOT_READY(
            "Some task still has sessions, has not been ready for `CONSEC` periods, or has fallen silent.",
            "Normal for as long as sessions last; it ends by itself at `MAX_AGE_HR`. The line of the task says "
                    + "more. \"it reports sessions\": the task has said 1 and says 0 again. If that lasts longer than "
                    + "any session can, the app does not take its count back: see `busy` of that task. \"not known "
                    + "yet\": the task is within its grace. \"it says 0 and has not said 1\": it has had sessions since "
                    + "before the drain, or its sidecar knows no state. In the second case its lines hold "
                    + "`\"phase\":\"unknown\"` (`\"state\":\"unknown\"` in earlier versions), and its log has the "
                    + "reason (permission, SecureString, an odd value). "
                    + "\"held by connections only\": if the addresses are not those of your clients, let "
                    + "`DRAIN_BUSY_PORT_PEERS` name the load balancer's subnets; if your clients poll, let the app report "
                    + "its sessions or show their number (`DRAIN_BUSY_URL`). "
                    + "\"silent\": the sidecar does not run, or its log does not reach CloudWatch (awslogs driver? "
                    + "`DRAIN_EMIT`? EMF needs the `App/Drain` lines unchanged)."),
    NO_METRIC(
            "No task that was asked about has a point of the metric `ShutdownReady`, although each has run for minutes. "
                    + "So nothing can show that it is ready, and it is retired at `MAX_AGE_HR` alone.",
            "A deployment from before the sidecar: nothing to do. `DRAIN_METRIC=false` on its sidecars: set "
                    + "`EVIDENCE=log` on the reaper; if that is set, `LOG_GROUP` is not where they log. Otherwise the "
                    + "sidecar does not run, or its lines do not reach CloudWatch unchanged (log driver `awslogs`, "
                    + "`DRAIN_EMIT`)."),
    OBSERVATION_INCOMPLETE(
            "Tasks or their metric could not be read completely, or two answers contradict each other: "
                    + "`ListTasks` shows fewer tasks than `DescribeServices` counts. Unknown is never ready.",
            "Permissions `ecs:ListTasks`, `ecs:DescribeTasks`, `cloudwatch:GetMetricData`, or throttling; with "
                    + "`EVIDENCE=log` also `logs:FilterLogEvents`, or a wrong `LOG_GROUP`. A "
                    + "contradiction goes away by itself with the next run: a task stopped between two reads, or one of "
                    + "AWS's answers was old."),
    AWAITING_PARKED_EVIDENCE(
            "Its clients are led away. The reaper waits for `CONSEC` closed periods since then.",
            "Nothing to do for `CONSEC` x `PERIOD` plus three minutes."),
    AWAITING_ANSWERS(
            "Its clients are led away, and its tasks were asked whether a session came since (the fence, with "
                    + "`EVIDENCE=log`). Each answers after `DRAIN_SETTLE_SECONDS` without one.",
            "Nothing to do for two minutes. `explain` names the tasks that have not answered. One that never does: "
                    + "its sidecar's log says whether it may read the fence (permission `ssm:GetParameters`)."),
    TASKS_STOPPING(
            "Desired is 0; some task has not stopped yet.",
            "Deregistration delay and `stopTimeout` pass first. If another hand than the reaper's set desired "
                    + "0, a protected task stays until its protection ends. After an hour: `aws ecs describe-tasks`; a "
                    + "container ignores SIGTERM, or an instance is gone."),
    SERVICE_DELETING(
            "ECS is deleting the service.",
            "Nothing to do, unless its parameter says active. Then the live service was deleted by hand: "
                    + "deploy again, or `./drain rollback`."),
    PARKING("Every task was ready a moment ago: clients are led away from now on.", "Nothing to do."),
    PARKING_PAUSED(
            "Every task is ready. But sessions came after its clients had been led away, so they were led back. The "
                    + "next parking waits: 1, 2, 4, 8 and then 15 minutes, longer each time in a row (with "
                    + "`EVIDENCE=log`). The tag `unparked` of its rules has the count.",
            "Nothing to do. For hours: a client reconnects for ever with its old affinity value."),
    SESSIONS_CAME_BACK(
            "A client slipped in after the parking: a task that had said 1 says 0, or a task from before the "
                    + "parking that has run for eight minutes (at the defaults) says 0. Its rules are open again.",
            "Nothing to do. Again and again: a client reconnects for ever with its old affinity value."),
    READY("Every task was ready for long enough: scaled to zero.", "Nothing to do."),
    NO_TASKS("Draining, and no task is meant to run: scaled to zero.", "Nothing to do."),
    CRASH_LOOP(
            "It is draining, its clients are led away, and its tasks die young again and again (three at "
                    + "least, by ECS's own record). Each running task is ready, or no older than those became. It is "
                    + "scaled to zero.",
            "Nothing to do for this one. If the live version dies likewise, read its own log."),
    MAX_AGE(
            "`MAX_AGE exceeded`: parked, then scaled to zero, ready or not. Sessions that are left are cut.",
            "If sessions matter more: raise `MAX_AGE_HR`, or `never`. The next run obeys. To save this one "
                    + "now: `./drain rollback --to ID`, or `DRY_RUN=true`."),
    HALF_CREATED(
            "A deployment that never finished. With tasks that live it becomes draining. Without tasks, or if "
                    + "its tasks only die young, it is scaled to zero and deleted.",
            "Nothing to do here. To go on with it, deploy the same id again. Find out why the pipeline failed."),
    DRAINED(
            "Desired 0 and every task stopped: rule, target group, parameter and service are deleted.",
            "Nothing to do."),
    LEFTOVER(
            "A rule, target group or parameter whose service is gone: deleted.",
            "Nothing to do. `./drain verify` lists what is left.");

    private final String meaning;
    private final String toDo;

    Reason(String meaning, String toDo) {
        this.meaning = meaning;
        this.toDo = toDo;
    }

    /** What it says about the deployment, which it calls "it". */
    public String meaning() {
        return meaning;
    }

    /** What a person does about it. */
    public String toDo() {
        return toDo;
    }

    /** As users meet it: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
