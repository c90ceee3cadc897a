package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.ConfigurationException;
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

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void aBuiltReaper() throws IOException {
        jar = Files.createFile(folder.resolve("reaper.jar"));
    }

    @Test
    void profileAndClusterAreEnough() {
        InfraConfig config = read(Map.of("profile", "production", "cluster", "main"));

        assertThat(config)
                .isEqualTo(new InfraConfig(
                        Profile.PRODUCTION,
                        "main",
                        List.of(),
                        Optional.empty(),
                        UntaggedRoutes.REFUSE,
                        List.of(),
                        false,
                        false,
                        jar,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        InfraConfig config = read(Map.of(
                "profile", "testing",
                "cluster", "Main_1",
                "listenerArn", LISTENER + ", " + LISTENER,
                "deploymentName", "app-eu",
                "untaggedRoutes", "allow",
                "dryRun", true,
                "account", "123456789012",
                "region", "eu-west-1"));

        assertThat(config)
                .isEqualTo(new InfraConfig(
                        Profile.TESTING,
                        "Main_1",
                        List.of(LISTENER, LISTENER),
                        Optional.of("app-eu"),
                        UntaggedRoutes.ALLOW,
                        List.of(),
                        false,
                        true,
                        jar,
                        Optional.of("123456789012"),
                        Optional.of("eu-west-1")));
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        Map<String, Object> context = Map.of(
                "profile", "staging",
                "cluster", "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
                "listenerArn", "web",
                "deploymentName", "App",
                "untaggedRoutes", "maybe",
                "dryRun", "perhaps",
                "reaperJar", folder.resolve("missing.jar").toString(),
                "account", "12");

        assertThatThrownBy(() -> InfraConfig.from(context::get))
                .isInstanceOfSatisfying(ConfigurationException.class, unusable -> assertThat(unusable.problems())
                        .hasSize(9)
                        .anyMatch(problem -> problem.contains("key profile must be one of testing, production"))
                        .anyMatch(problem -> problem.contains("key cluster must be a cluster's short name"))
                        .anyMatch(problem -> problem.contains("key listenerArn must be ARNs"))
                        .anyMatch(problem -> problem.contains("key deploymentName must match"))
                        .anyMatch(problem -> problem.contains("key untaggedRoutes must be one of"))
                        .anyMatch(problem -> problem.contains("key dryRun must be true or false"))
                        .anyMatch(problem -> problem.contains("the reaper is not built"))
                        .anyMatch(problem -> problem.contains("key account must be"))
                        .anyMatch(problem -> problem.contains("account and region must be given together")));
    }

    @Test
    void nothingGivenNamesWhatIsRequired() {
        assertThatThrownBy(() -> InfraConfig.from(key -> "reaperJar".equals(key) ? jar : null))
                .hasMessageContaining("context key profile is required: testing or production")
                .hasMessageContaining("context key cluster is required");
    }

    private InfraConfig read(Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>(given);
        context.put("reaperJar", jar.toString());
        return InfraConfig.from(context::get);
    }
}
