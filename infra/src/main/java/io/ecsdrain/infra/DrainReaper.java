package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.ReaperPermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The reaper for a cluster and listeners that are there: function, log group, role, schedule, task events, alarms,
 * dashboard. One for each deployment name, or one for all names of a cluster; never both, for two reapers would then
 * work on the same name.
 */
public final class DrainReaper extends Construct {

    /** The contract with {@code reaper/}, which this module does not import. */
    static final String HANDLER = "io.ecsdrain.reaper.LambdaHandler";

    private final Reach reach;
    private final Function function;
    private final ManagedPolicy policy;
    private final Optional<LineEvents> lineEvents;

    /**
     * @param reach the cluster, the name and the listeners that it handles, and all that its role may change
     * @param code {@code reaper.jar}, for example {@code Code.fromAsset("reaper/target/reaper.jar")}
     */
    public DrainReaper(Construct scope, String id, Reach reach, Code code, ReaperOptions options) {
        super(scope, id);
        this.reach = reach;
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = role(logs);
        policy = ManagedPolicy.Builder.create(this, "Policy")
                .description("ecs-drain: what the reaper does, as a function or from a shell")
                .statements(ReaperPermissions.of(reach, options.sidecarLogs()))
                .roles(List.of(role))
                .build();
        Nag.wildcards(policy);
        function = function(this, "Function", code, options, role, logs, options.reservedConcurrency());
        schedule(options);
        if (options.taskEvents()) {
            taskEvents();
        }
        lineEvents = options.lineEventGroup(reach.name()).map(group -> {
            LineEvents events = new LineEvents(this, "LineEvents");
            // Of its own, or a line would wait for a full run; one at a time, for a thousand tasks may speak at once.
            events.subscribe(group, function(events, "Function", code, options, role, logs, Optional.of(1)));
            return events;
        });
        DrainMetrics metrics = new DrainMetrics(reach.name(), function);
        Optional<ReaperAlarms> alarms =
                options.alarms() ? Optional.of(new ReaperAlarms(this, "Alarms", metrics, options)) : Optional.empty();
        if (options.dashboard()) {
            DrainDashboard.create(this, reach, metrics, alarms);
        }
    }

    public Function function() {
        return function;
    }

    /** What the reaper may do apart from writing its log; also for people who run {@code ./drain reap}. */
    public ManagedPolicy policy() {
        return policy;
    }

    /** What starts a run as soon as a sidecar says something new, if the options ask for it. */
    Optional<LineEvents> lineEvents() {
        return lineEvents;
    }

    private Role role(LogGroup logs) {
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("What the ecs-drain reaper may do")
                .build();
        // Not AWSLambdaBasicExecutionRole: that one may write to every log group of the account.
        logs.grantWrite(role);
        return role;
    }

    private Function function(
            Construct scope,
            String id,
            Code code,
            ReaperOptions options,
            Role role,
            LogGroup logs,
            Optional<Integer> concurrency) {
        Function.Builder builder = Function.Builder.create(scope, id)
                .description("ecs-drain: retires deployments whose last session is over")
                .runtime(Runtime.JAVA_25)
                .architecture(options.processor().architecture())
                .handler(HANDLER)
                .code(code)
                .environment(environment(options))
                .role(role)
                .logGroup(logs)
                // The processor's share comes with the memory; below this a cold start alone takes ten seconds.
                .memorySize(1024)
                .timeout(Duration.seconds(options.timeoutSeconds()))
                // The schedule comes again anyway: a late or repeated tick would only decide on an older clock.
                .retryAttempts(0)
                .maxEventAge(Duration.seconds(60));
        concurrency.ifPresent(builder::reservedConcurrentExecutions);
        Function made = builder.build();
        // Made first, CloudFormation would start the function before it may do anything.
        made.getNode().addDependency(policy);
        return made;
    }

    private void schedule(ReaperOptions options) {
        Rule.Builder.create(this, "Schedule")
                .description("Starts the ecs-drain reaper")
                .schedule(Schedule.rate(Duration.minutes(options.scheduleMinutes())))
                .targets(List.of(target()))
                .build();
    }

    /** A hint that the last task may be gone; the schedule remains the authority. */
    private void taskEvents() {
        Rule.Builder.create(this, "TaskStopped")
                .description("Starts the ecs-drain reaper when a task of a deployment has stopped")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.ecs"))
                        .detailType(List.of("ECS Task State Change"))
                        .detail(new TreeMap<>(Map.of(
                                "clusterArn", List.of(reach.clusterArn()),
                                "group", List.of(Map.of("prefix", "service:" + reach.servicePrefix())),
                                "lastStatus", List.of("STOPPED"))))
                        .build())
                .targets(List.of(target()))
                .build();
    }

    private LambdaFunction target() {
        return LambdaFunction.Builder.create(function)
                .retryAttempts(0)
                .maxEventAge(Duration.seconds(60))
                .build();
    }

    private Map<String, String> environment(ReaperOptions options) {
        Map<String, String> environment = new TreeMap<>(options.environment());
        environment.put("CLUSTER", reach.cluster());
        reach.name().ifPresent(name -> environment.put("DEPLOYMENT_NAME", name));
        if (!reach.listeners().isEmpty()) {
            environment.put("LISTENER_ARN", String.join(",", reach.listeners()));
        }
        return environment;
    }
}
