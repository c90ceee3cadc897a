package io.ecsdrain.infra;

import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.UntaggedRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnRuleAssertion;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * The same reaper and policies as a plain CloudFormation template for those without CDK: what the context keys say
 * elsewhere is a parameter here, and the code lies where a parameter says. The schedule is a minute: a parameter cannot
 * give the time limit that has to fit it.
 */
public final class ReaperTemplate extends Stack {

    private static final int SCHEDULE_MINUTES = 1;
    private static final String NO_TOPIC = "none";
    private static final String GROUP_OF_NAME = "default";
    private static final String EVIDENCE_PATTERN = String.join("|", ReaperVariables.EVIDENCE.words());

    ReaperTemplate(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        // No account has to be bootstrapped for a template without assets.
                        .synthesizer(DefaultStackSynthesizer.Builder.create()
                                .generateBootstrapVersionRule(false)
                                .build())
                        .build());
        getTemplateOptions().setDescription("ecs-drain: the reaper, and policies for deployer and task role");
        Reach reach = new Reach(
                this,
                text("Cluster", "The ECS cluster's short name", "[A-Za-z0-9_-]{1,255}"),
                Optional.of(text("DeploymentName", "The one name to handle", "[a-z0-9][a-z0-9-]{0,62}")),
                List.of(text("ListenerArn", "Of the listener in front of it", "arn:.+:listener/app/.+")),
                UntaggedRoutes.REFUSE);
        List<String> passRoles = List.of(
                text("TaskRoleArn", "Of the tasks; the deployer may pass it", "arn:.+:role/.+"),
                text("ExecutionRoleArn", "Of the tasks; the deployer may pass it", "arn:.+:role/.+"));
        DrainReaper reaper = new DrainReaper(
                this, "Reaper", reach, code(), options(reach.name().orElseThrow()));
        reaper.lineEvents().orElseThrow().onlyIf(lineEvents());
        new Outputs(this).policies(new DrainPolicies(this, "Policies", reach, passRoles, false), reaper);
    }

    private Code code() {
        IBucket bucket = Bucket.fromBucketName(
                this, "Code", text("CodeBucket", "The bucket, in the stack's region, that holds reaper.jar", ".+"));
        Code code = Code.fromBucket(
                bucket,
                text("CodeKey", "The jar's key; a new one for each version, or CloudFormation sees no change", ".+"));
        // What the CDK warns of is said in the parameter's description.
        Annotations.of(bucket).acknowledgeWarning("@aws-cdk/aws-lambda:codeFromBucketObjectVersionNotSpecified");
        return code;
    }

    private ReaperOptions options(String name) {
        ReaperOptions defaults = ReaperOptions.of(Profile.PRODUCTION);
        return new ReaperOptions(
                SCHEDULE_MINUTES,
                environment(name),
                defaults.processor(),
                defaults.taskEvents(),
                // The template always describes them; a condition decides whether CloudFormation makes them.
                true,
                defaults.reservedConcurrency(),
                true,
                Optional.of(topic()),
                number(
                        "DrainAlarmSeconds",
                        "A deployment that drains for longer raises an alarm",
                        defaults.drainLimitSeconds().intValue()),
                true);
    }

    /** The reaper's own defaults where they are not the profile's. */
    private Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        setting(environment, "Consec", ReaperVariables.CONSEC, "[0-9]+");
        setting(environment, "Period", ReaperVariables.PERIOD, "[0-9]+");
        setting(environment, "MinAgeSec", ReaperVariables.MIN_AGE_SEC, "[0-9.]+");
        setting(environment, "MaxAgeHr", ReaperVariables.MAX_AGE_HR, "[0-9.]+|" + ReaperVariables.NEVER);
        setting(environment, "Evidence", ReaperVariables.EVIDENCE, EVIDENCE_PATTERN);
        environment.put(ReaperVariables.LOG_GROUP.name(), logGroup(name));
        setting(environment, "FenceWaitSec", ReaperVariables.FENCE_WAIT_SEC, "[0-9]+");
        setting(environment, "DryRun", ReaperVariables.DRY_RUN, "true|false");
        return environment;
    }

    private void setting(Map<String, String> environment, String id, Variable variable, String pattern) {
        String meaning = variable.name() + ", " + variable.values() + ": "
                + variable.meaning().replace("`", "");
        environment.put(variable.name(), text(id, meaning, pattern, variable.preset()));
    }

    /** With the name in its place: a subscription and a policy know no placeholder. */
    private String logGroup(String name) {
        String ofName = ReaperVariables.DEFAULT_LOG_GROUP.replace(ReaperVariables.NAME_IN_LOG_GROUP, name);
        String given = text(
                "LogGroup",
                "LOG_GROUP: with Evidence=log, the sidecars' log group; " + GROUP_OF_NAME
                        + " means /ecs-drain/ and the deployment name",
                "[A-Za-z0-9_/.#-]{1,512}",
                GROUP_OF_NAME);
        CfnCondition named = CfnCondition.Builder.create(this, "HasLogGroup")
                .expression(Fn.conditionNot(Fn.conditionEquals(given, GROUP_OF_NAME)))
                .build();
        return Fn.conditionIf(named.getLogicalId(), given, ofName).toString();
    }

    private CfnCondition lineEvents() {
        String given = text(
                "LineEvents",
                "true: a line in which a draining sidecar says something new starts a run at once; needs Evidence=log,"
                        + " and the log group has to exist",
                "true|false",
                "false");
        CfnRule.Builder.create(this, "LineEventsNeedTheLog")
                .ruleCondition(Fn.conditionEquals(given, "true"))
                .assertions(List.of(CfnRuleAssertion.builder()
                        .assertValue(Fn.conditionEquals(Fn.ref("Evidence"), ReaperOptions.LOG))
                        .assertDescription("LineEvents=true has no effect without Evidence=log")
                        .build()))
                .build();
        return CfnCondition.Builder.create(this, "HasLineEvents")
                .expression(Fn.conditionEquals(given, "true"))
                .build();
    }

    private String topic() {
        String arn = text("AlarmTopicArn", "The SNS topic that alarms notify, or none", "none|arn:.+:sns:.+", NO_TOPIC);
        CfnCondition given = CfnCondition.Builder.create(this, "HasAlarmTopic")
                .expression(Fn.conditionNot(Fn.conditionEquals(arn, NO_TOPIC)))
                .build();
        return Fn.conditionIf(given.getLogicalId(), arn, Fn.ref("AWS::NoValue")).toString();
    }

    private String text(String id, String description, String pattern) {
        return parameter(id, description, pattern).build().getValueAsString();
    }

    private String text(String id, String description, String pattern, String otherwise) {
        return parameter(id, description, pattern)
                .defaultValue(otherwise)
                .build()
                .getValueAsString();
    }

    private CfnParameter.Builder parameter(String id, String description, String pattern) {
        return CfnParameter.Builder.create(this, id)
                .type("String")
                .description(description)
                .allowedPattern(pattern);
    }

    private Number number(String id, String description, int otherwise) {
        return CfnParameter.Builder.create(this, id)
                .type("Number")
                .description(description)
                .defaultValue(otherwise)
                .minValue(60)
                .build()
                .getValueAsNumber();
    }
}
