package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.infra.policy.UntaggedRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraConfigTest {

    private static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";

    private static final String ROLE = "arn:aws:iam::123456789012:role/service/app-task";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:on-call";
    private static final String CERTIFICATE =
            "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    private static final Map<String, Object> REAPER_KEYS = Map.of(
            "stack", "reaper",
            "profile", "testing",
            "dryRun", true,
            "architecture", "x86-64",
            "taskEvents", "false",
            "reservedConcurrency", "2",
            "alarms", "true",
            "alarmTopicArn", TOPIC,
            "drainAlarmHours", "0.5",
            "dashboard", "false");

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void aBuiltReaper() throws IOException {
        jar = Files.createFile(folder.resolve("reaper.jar"));
    }

    @Test
    void clusterAndNameAreEnough() {
        InfraConfig config = read(Map.of("cluster", "main", "deploymentName", "app"));

        assertThat(config)
                .isEqualTo(new InfraConfig(
                        StackKind.REAPER,
                        "main",
                        Optional.of("app"),
                        List.of(),
                        UntaggedRoutes.REFUSE,
                        List.of(),
                        false,
                        jar,
                        ReaperOptions.of(Profile.PRODUCTION),
                        new BaselineOptions(Optional.empty(), 8080, 1, "10.0.0.0/16"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, Object> context = new HashMap<>(REAPER_KEYS);
        context.putAll(Map.of(
                "cluster", "Main_1",
                "listenerArn", LISTENER + ", " + LISTENER,
                "deploymentName", "app-eu",
                "untaggedRoutes", "allow",
                "passRoles", ROLE,
                "taskProtection", "true",
                "account", "123456789012",
                "region", "eu-west-1"));

        assertThat(read(context))
                .isEqualTo(new InfraConfig(
                        StackKind.REAPER,
                        "Main_1",
                        Optional.of("app-eu"),
                        List.of(LISTENER, LISTENER),
                        UntaggedRoutes.ALLOW,
                        List.of(ROLE),
                        true,
                        jar,
                        new ReaperOptions(
                                1,
                                Map.of(
                                        "CONSEC", "2",
                                        "PERIOD", "60",
                                        "MIN_AGE_SEC", "60",
                                        "MAX_AGE_HR", "1.0",
                                        "DRY_RUN", "true"),
                                Processor.X86_64,
                                false,
                                false,
                                Optional.of(2),
                                true,
                                Optional.of(TOPIC),
                                1800,
                                false),
                        new BaselineOptions(Optional.empty(), 8080, 1, "10.0.0.0/16"),
                        Optional.of("123456789012"),
                        Optional.of("eu-west-1")));
    }

    @Test
    void aBaselinesKeysAreRead() {
        InfraConfig config = read(Map.of(
                "stack", "baseline",
                "cluster", "main",
                "deploymentName", "app",
                "certificateArn", CERTIFICATE,
                "containerPort", 3000,
                "natGateways", "2",
                "vpcCidr", "172.31.0.0/20"));

        assertThat(config.kind()).isEqualTo(StackKind.BASELINE);
        assertThat(config.baseline())
                .isEqualTo(new BaselineOptions(Optional.of(CERTIFICATE), 3000, 2, "172.31.0.0/20"));
    }

    @Test
    void aStarMeansEveryName() {
        assertThat(read(Map.of("cluster", "main", "deploymentName", "*")).deploymentName())
                .isEmpty();
    }

    @Test
    void theCommandLinesOwnKeysAreNotOurs() {
        assertThat(read(Map.of(
                        "cluster",
                        "main",
                        "deploymentName",
                        "app",
                        "aws:cdk:enable-path-metadata",
                        true,
                        "@aws-cdk/core:target-partitions",
                        List.of("aws"),
                        "availability-zones:account=1:region=r",
                        List.of())))
                .isNotNull();
    }

    private InfraConfig read(Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>(Map.of("reaperJar", jar.toString()));
        context.putAll(given);
        return InfraConfig.from(context);
    }
}
