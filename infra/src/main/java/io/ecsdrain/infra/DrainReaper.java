package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.ReaperPermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
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

/** The reaper as a scheduled function: code, log group, role, schedule. */
public final class DrainReaper extends Construct {

    /** The contract with {@code reaper/}, which this module does not import. */
    static final String HANDLER = "io.ecsdrain.reaper.LambdaHandler";

    private final Function function;
    private final Role role;
    private final ManagedPolicy policy;

    public DrainReaper(Construct scope, String id, InfraConfig config, Reach reach) {
        super(scope, id);
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("What the ecs-drain reaper may do")
                .build();
        // Not AWSLambdaBasicExecutionRole: that one may write to every log group of the account.
        logs.grantWrite(role);
        policy = ManagedPolicy.Builder.create(this, "Policy")
                .description("ecs-drain: what the reaper does, as a function or from a shell")
                .statements(ReaperPermissions.of(reach))
                .roles(List.of(role))
                .build();
        function = function(config, logs);
        schedule(config);
        Nag.wildcards(policy);
        Nag.wildcards(role);
    }

    /** What the reaper may do apart from writing its log; also for people who run {@code ./drain reap}. */
    public ManagedPolicy policy() {
        return policy;
    }

    public Function function() {
        return function;
    }

    private Function function(InfraConfig config, LogGroup logs) {
        return Function.Builder.create(this, "Function")
                .description("Retires deployments of " + config.cluster() + " whose last session is over")
                .runtime(Runtime.JAVA_25)
                .handler(HANDLER)
                .code(Code.fromAsset(config.reaperJar().toString()))
                .environment(environment(config))
                .role(role)
                .logGroup(logs)
                // The processor's share comes with the memory; below this a cold start alone takes ten seconds.
                .memorySize(1024)
                .timeout(Duration.seconds(config.profile().timeoutSeconds()))
                // The schedule comes again anyway: a late or repeated tick would only decide on an older clock.
                .retryAttempts(0)
                .maxEventAge(Duration.seconds(60))
                .build();
    }

    private void schedule(InfraConfig config) {
        Duration every = Duration.minutes(config.profile().scheduleMinutes());
        Rule.Builder.create(this, "Schedule")
                .description("Starts the ecs-drain reaper")
                .schedule(Schedule.rate(every))
                .targets(List.of(LambdaFunction.Builder.create(function)
                        .retryAttempts(0)
                        .maxEventAge(Duration.seconds(60))
                        .build()))
                .build();
    }

    private static Map<String, String> environment(InfraConfig config) {
        Map<String, String> environment = new TreeMap<>(config.profile().environment());
        environment.put("CLUSTER", config.cluster());
        config.deploymentName().ifPresent(name -> environment.put("DEPLOYMENT_NAME", name));
        if (!config.listenerArns().isEmpty()) {
            environment.put("LISTENER_ARN", String.join(",", config.listenerArns()));
        }
        if (config.dryRun()) {
            environment.put("DRY_RUN", "true");
        }
        return environment;
    }
}
