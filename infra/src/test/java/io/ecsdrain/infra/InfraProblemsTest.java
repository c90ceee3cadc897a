package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ecsdrain.contract.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraProblemsTest {

    private static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void aBuiltReaper() throws IOException {
        jar = Files.createFile(folder.resolve("reaper.jar"));
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        Map<String, Object> context = new HashMap<>(Map.of(
                "stack", "everything",
                "profile", "staging",
                "cluster", "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
                "listenerArn", "web",
                "deploymentName", "App",
                "untaggedRoutes", "maybe",
                "passRoles", "app",
                "dryRun", "perhaps",
                "reservedConcurrency", "0",
                "account", "12"));
        context.putAll(Map.of(
                "reaperJar", folder.resolve("missing.jar").toString(),
                "alarmTopicArn", "on-call",
                "alarms", "false",
                "logGroup", "/sidecars",
                "lineEvents", "true",
                "natGateways", "2",
                "deployment-name", "app",
                "colour", "red"));

        assertThat(problems(context))
                .containsExactlyInAnyOrder(
                        "context key colour is unknown; there are account, alarmTopicArn, alarms, architecture,"
                                + " certificateArn, cluster, containerPort, dashboard, deploymentName, drainAlarmHours,"
                                + " dryRun, evidence, lineEvents, listenerArn, logGroup, natGateways, passRoles, profile, reaperJar, region,"
                                + " reservedConcurrency, stack, taskEvents, taskProtection, untaggedRoutes, vpcCidr",
                        "context key deployment-name is unknown; did you mean deploymentName?",
                        "context key logGroup has no effect without evidence=log",
                        "context key lineEvents has no effect without evidence=log",
                        "context key stack must be one of reaper, baseline, but is 'everything'",
                        "context key profile must be one of testing, production, but is 'staging'",
                        "context key cluster must be a cluster's short name, but is"
                                + " 'arn:aws:ecs:eu-west-1:123456789012:cluster/main'",
                        "context key listenerArn must be ARNs of application load balancer listeners, separated by commas,"
                                + " but is 'web'",
                        "context key deploymentName must match [a-z0-9][a-z0-9-]{0,62}, but is 'App'",
                        "context key untaggedRoutes must be one of refuse, allow, but is 'maybe'",
                        "context key passRoles must be ARNs of IAM roles, separated by commas, but is 'app'",
                        "context key dryRun must be true or false, but is 'perhaps'",
                        "context key reservedConcurrency must be a whole number from 1 to 1000, but is '0'",
                        "context key account must be an account id of twelve digits, but is '12'",
                        "context keys account and region must be given together or not at all",
                        "the reaper is not built: no file at " + folder.resolve("missing.jar")
                                + " (run 'mvn package' first, or name the jar with the context key reaperJar)",
                        "context key alarmTopicArn must be the ARN of an SNS topic, but is 'on-call'",
                        "context key alarmTopicArn has no effect with alarms=false",
                        "context key natGateways belongs to stack=baseline; here network and listener are there already");
    }

    @Test
    void aBaselineHasItsOwnListenerAndOneName() {
        assertThat(problems(Map.of(
                        "stack", "baseline",
                        "cluster", "main",
                        "deploymentName", "*",
                        "listenerArn", LISTENER,
                        "certificateArn", "mine",
                        "containerPort", "0",
                        "natGateways", "0",
                        "vpcCidr", "10.0.0.256/16")))
                .containsExactlyInAnyOrder(
                        "context key deploymentName must be one name with stack=baseline, but is '*'",
                        "context key listenerArn belongs to stack=reaper; stack=baseline creates its own listener",
                        "context key certificateArn must be the ARN of an ACM certificate, but is 'mine'",
                        "context key containerPort must be a whole number from 1 to 65535, but is '0'",
                        "context key natGateways must be a whole number from 1 to 2, but is '0'",
                        "context key vpcCidr must be a network of /16 to /24 such as 10.0.0.0/16, but is '10.0.0.256/16'");
    }

    @Test
    void aStacksNameIsNotLongerThanCloudFormationTakes() {
        String cluster = "c".repeat(116);

        assertThat(problems(Map.of("cluster", cluster, "deploymentName", "app")))
                .containsExactly("the stack's name EcsDrain-" + cluster
                        + "-app, made of cluster and deploymentName, has more than 128 characters");
        assertThat(InfraConfig.from(Map.of("cluster", "c".repeat(115), "deploymentName", "app", "reaperJar", jar))
                        .stackName())
                .hasSize(128);
    }

    @Test
    void nothingGivenNamesWhatIsRequired() {
        assertThat(problems(Map.of()))
                .containsExactlyInAnyOrder(
                        "context key cluster is required: the ECS cluster's name; stack=baseline creates it",
                        "context key deploymentName is required: the name to handle, or * for one function that handles"
                                + " every name of the cluster");
    }

    private List<String> problems(Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>(Map.of("reaperJar", jar.toString()));
        context.putAll(given);
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> InfraConfig.from(context))
                .actual()
                .problems();
    }
}
