package io.ecsdrain.reaper.plan.decision;

/**
 * A reason for somebody who has never seen one.
 *
 * @param meaning what it says about the deployment
 * @param toDo what a person does about it
 */
public record Advice(String meaning, String toDo) {

    private static final String NOTHING = "nothing";

    public static Advice on(Reason reason) {
        return switch (reason) {
            case ACTIVE -> new Advice("It is live: an active deployment is never retired.", NOTHING);
            case RESTORED ->
                new Advice(
                        "It is live again, and gets back what draining took from it.", "nothing: the next run does it");
            case REGISTERED_LIVE ->
                new Advice(
                        "The register says that it is to be live, so it is kept whatever its own state says.",
                        "nothing after a deploy or a rollback, the next run makes them agree; if the wrong one is registered:"
                                + " rollback --to the right one");
            case STATE_UNKNOWN ->
                new Advice(
                        "Whether it is live is not known, and what is not known is never deleted.",
                        "make its state parameter readable, with the value active or draining");
            case ROUTE_UNKNOWN ->
                new Advice(
                        "Whether clients can reach it is not known, and what is not known is never deleted.",
                        "see that the reaper may read load balancers, listeners and rules; it looks again each run");
            case CONTRADICTORY_TAGS ->
                new Advice(
                        "Its tags and names contradict each other, so nobody knows whose it is.",
                        "correct the tags deployment_name and deployment_id");
            case OTHER_CLUSTER ->
                new Advice(
                        "Its name is another cluster's too; both share its parameters, so nothing of it is touched from here.",
                        "give one of the two another name; if nothing of the other is left, delete what carries its tag cluster");
            case UNKNOWN_OWNER ->
                new Advice(
                        "Something of it is left, but it may be another cluster's: what is not known to be this one's is kept.",
                        "if it is this cluster's, tag it with cluster and the cluster's short name, or delete it by hand");
            case MANAGED_ELSEWHERE ->
                new Advice(
                        "ECS's own blue/green, another deployment controller or a DAEMON schedule moves its tasks and clients:"
                                + " it is never parked, scaled or deleted from here.",
                        "remove it where it was made; to have it drained from here, make it a REPLICA service of the ECS controller"
                                + " with the strategy ROLLING");
            case STILL_ROUTED ->
                new Advice(
                        "Clients reach it by something else than its own affinity rule; while they do it is kept, MAX_AGE or not.",
                        "change what is named above");
            case LAST_SERVING ->
                new Advice(
                        "The one that is to be live has no service or no running task: until it has, this one is kept to serve,"
                                + " MAX_AGE or not.",
                        "nothing while the live one is being created; if its id is a mistake: rollback --to this one");
            case PINNED ->
                new Advice(
                        "A person has pinned it, so it is neither retired nor deleted, MAX_AGE or not.",
                        "drain unpin, once it may go; MAX_AGE counts from then");
            case CANNOT_PARK ->
                new Advice(
                        "Its clients cannot be led away first, so it is kept, MAX_AGE or not.",
                        "make room in the rule above");
            default -> onWaiting(reason);
        };
    }

    private static Advice onWaiting(Reason reason) {
        return switch (reason) {
            case NOT_READY ->
                new Advice(
                        "Some task has sessions or may have some, has not been without any for long enough, or says nothing.",
                        "wait for the sessions to end; if a task says nothing, look at its sidecar's log and whether that reaches"
                                + " CloudWatch");
            case OBSERVATION_INCOMPLETE ->
                new Advice(
                        "Whether its tasks are ready is not known, and unknown is not ready.",
                        "see that the reaper may list tasks and read metrics; it looks again each run");
            case PARKING ->
                new Advice(
                        "Every task says that it has no session: its clients are led away before it is judged again.",
                        "nothing: the next run does it");
            case AWAITING_PARKED_EVIDENCE ->
                new Advice(
                        "Nobody is led to it any more; its tasks have to stay without sessions for a while.", NOTHING);
            case SESSIONS_CAME_BACK ->
                new Advice(
                        "A session slipped in while clients were led away: they find the way to it again.",
                        "nothing: it waits for that session");
            case TOO_YOUNG -> new Advice("It is younger than MIN_AGE_SEC.", NOTHING);
            case KEEP_PREVIOUS ->
                new Advice(
                        "KEEP_PREVIOUS keeps it running for a quick rollback, MAX_AGE or not.",
                        "nothing; KEEP_PREVIOUS=0 lets it go");
            case MAX_AGE ->
                new Advice(
                        "It has drained for longer than MAX_AGE_HR: it goes even with sessions, which are cut then.",
                        "nothing; a rollback to it or a longer MAX_AGE_HR keeps it");
            default -> onEnding(reason);
        };
    }

    private static Advice onEnding(Reason reason) {
        return switch (reason) {
            case READY, NO_TASKS ->
                new Advice(
                        "Nobody needs it any more: it is scaled to zero, and deleted once its tasks have stopped.",
                        "nothing: the next run does it");
            case CRASH_LOOP ->
                new Advice(
                        "Its tasks die young again and again, and nothing leads clients to them: it is scaled to zero.",
                        "nothing: the next run does it");
            case RUN_LIMIT ->
                new Advice(
                        "It could go, but MAX_RETIREMENTS are scaled to zero in this run already.",
                        "nothing: a later run does it");
            case TASKS_STOPPING -> new Advice("It is scaled to zero, and ECS is stopping its tasks.", NOTHING);
            case RETIRE_ONLY ->
                new Advice(
                        "It is scaled to zero; RETIRE_ONLY leaves the deletion to its owner.",
                        "delete it where it was created, such as CloudFormation or Terraform");
            case DRAINED ->
                new Advice(
                        "It is scaled to zero and has no task left: all that belongs to it is deleted.",
                        "nothing: the next run does it");
            case SERVICE_DELETING -> new Advice("ECS is deleting its service.", NOTHING);
            case DEPLOYING ->
                new Advice(
                        "It is being created.",
                        "nothing; DEPLOY_TIMEOUT_MIN after its beginning the reaper deals with it");
            case HALF_CREATED ->
                new Advice(
                        "Its deployment broke off long ago: what has tasks that live drains, the rest is deleted.",
                        "nothing; to go on with it deploy the same id again");
            case LEFTOVER ->
                new Advice(
                        "Its service is gone; rules, target groups or its parameter are left.",
                        "nothing: the next run does it");
            default -> new Advice("", "see docs/operations.md");
        };
    }
}
