package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.activate.ActivateRequest;
import io.ecsdrain.deployer.plan.look.LookRequest;
import io.ecsdrain.deployer.plan.reap.ReapRequest;
import io.ecsdrain.deployer.plan.taskdef.TaskDefRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.reaper.ReaperConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every verb, and what the smaller ones are told. */
class CommandLineTest extends OnTheCommandLine {

    @TempDir
    private Path files;

    @Test
    void flagsComeBeforeEnvironment() {
        assertThat(run(ENVIRONMENT, "activate", "--deployment-id", "v2", "--yes"))
                .isZero();

        ActivateRequest request = (ActivateRequest) requests.get(0);
        assertThat(request.key()).isEqualTo(new DeploymentKey("app", "v2"));
        assertThat(request.target().cluster()).isEqualTo("c");
        assertThat(request.target().region()).contains("eu-west-1");
        assertThat(request.yes()).isTrue();
        assertThat(request.deployTimeout()).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void everyProblemIsSaidAtOnceAndNothingIsDone() {
        int exit = run(
                Map.of("CLUSTER", "", "AWS_ENDPOINT_URL", "nowhere", "DEPLOY_TIMEOUT_MIN", "soon"),
                "activate",
                "--deployment-id",
                "V 1",
                "--output",
                "xml",
                "--bogus");

        assertThat(exit).isEqualTo(2);
        assertThat(requests).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("--bogus")
                .contains("CLUSTER must not be empty")
                .contains("AWS_ENDPOINT_URL must be an http or https URL, but is 'nowhere'")
                .contains("--deployment-name (or DEPLOYMENT_NAME) is required")
                .contains("--deployment-id must match")
                .contains("'V 1'")
                .contains("--output must be one of text, json, but is 'xml'")
                .contains("DEPLOY_TIMEOUT_MIN must be a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "deploy", "status", "verify", "reap"})
    void aMissingClusterIsBadUsageOfEveryVerbThatNeedsOne(String verb) {
        assertThat(run(Map.of(), verb)).isEqualTo(2);
        assertThat(err.toString()).contains("--cluster (or CLUSTER) is required");
    }

    @Test
    void statusAndVerifyLookAtAllNamesUnlessToldOtherwise() {
        run(Map.of("CLUSTER", "c"), "status", "--output", "json");
        run(Map.of("CLUSTER", "c"), "verify", "--deployment-name", "app");

        assertThat(((LookRequest) requests.get(0)).deploymentName()).isEmpty();
        assertThat(((LookRequest) requests.get(0)).format()).isEqualTo(OutputFormat.JSON);
        assertThat(((LookRequest) requests.get(1)).deploymentName()).contains("app");
    }

    @Test
    void statusAloneReadsLinesAndOnlyWhereTheReaperDoes() {
        run(Map.of("CLUSTER", "c"), "status");
        run(Map.of("CLUSTER", "c", "EVIDENCE", "log"), "status");
        run(Map.of("CLUSTER", "c", "EVIDENCE", "log", "LOG_GROUP", "/own"), "status");
        run(Map.of("CLUSTER", "c", "EVIDENCE", "log"), "verify");

        assertThat(requests)
                .extracting(request -> ((LookRequest) request).logs().map(SidecarLogs::groups))
                .containsExactly(
                        Optional.empty(),
                        Optional.of("/ecs-drain/{deployment_name}"),
                        Optional.of("/own"),
                        Optional.empty());
    }

    @Test
    void reapHandsTheReapersVariablesOn() {
        run(
                Map.of("CLUSTER", "c", "CONSEC", "2", "MAX_AGE_HR", "never"),
                "reap",
                "--dry-run",
                "--deployment-name",
                "app");

        ReaperConfig config = ((ReapRequest) requests.get(0)).config();
        assertThat(config.cluster()).isEqualTo("c");
        assertThat(config.deploymentName()).contains("app");
        assertThat(config.dryRun()).isTrue();
        assertThat(config.policy().consecutive()).isEqualTo(2);
    }

    @Test
    void reapSaysTheReapersProblemsTogetherWithItsOwn() {
        assertThat(run(Map.of("CONSEC", "0", "AWS_REGION", "X"), "reap", "--output", "xml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("CONSEC", "AWS_REGION", "--output", "--cluster (or CLUSTER) is required");
        assertThat(requests).isEmpty();
    }

    @Test
    void taskDefWantsBothPartsOfTheKeyOrNone() throws IOException {
        String file = Files.writeString(files.resolve("td.json"), "{}").toString();

        assertThat(run(Map.of(), "task-def", file, "--deployment-name", "app")).isEqualTo(2);
        assertThat(err.toString()).contains("belong together");
        assertThat(run(Map.of("DEPLOYMENT_NAME", "app"), "task-def", file)).isZero();
        assertThat(((TaskDefRequest) requests.get(0)).key()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'rollbak', unknown verb 'rollbak'; did you mean rollback? (see --help)",
        "'satus --output json', unknown verb 'satus'; did you mean status? (see --help)",
        "'bogus', unknown verb 'bogus' (see --help)",
        "'status --clustr c', unknown argument '--clustr'; did you mean --cluster? (see --help)",
        "'status --clustr=c', unknown argument '--clustr=c'; did you mean --cluster? (see --help)",
        "'status --bogus', unknown argument '--bogus' (see --help)",
        "'status 3', unknown argument '3' (see --help)"
    })
    void aWordThatIsAlmostRightIsAnsweredWithTheRightOne(String line, String said) {
        assertThat(run(ENVIRONMENT, line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).contains("drain: " + said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollbak", "bogus", "--bogus"})
    void whatDoesNotExistIsBadUsage(String argument) {
        assertThat(run(ENVIRONMENT, argument)).isEqualTo(2);
        assertThat(err.toString()).contains(argument);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "//localhost", "ftp://localhost", "http://", "http://a b"})
    void whatIsNoUrlIsNoEndpoint(String endpoint) {
        assertThat(run(Map.of("CLUSTER", "c", "AWS_ENDPOINT_URL", endpoint), "status"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("AWS_ENDPOINT_URL must be an http or https URL, but is '" + endpoint + "'");
    }

    @Test
    void anImageThatNoRegistryCouldHoldIsRefused() throws IOException {
        String file = Files.writeString(files.resolve("td.json"), "{}").toString();

        assertThat(run(Map.of(), "task-def", file, "--image", "my image")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--image must be an image's name, at most 255 characters without spaces, but is 'my image'");
    }

    @Test
    void brokenJsonIsExplainedWithoutTheParsersInnards() throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), "{\"a\":1");
        run(ENVIRONMENT, "task-def", file.toString());
        assertThat(err.toString())
                .contains("expected close marker for Object at line 1")
                .doesNotContain("REDACTED");
    }

    @Test
    void anExceptionIsExplainedAndItsMeaningIsTheExit() {
        int exit = DrainCommand.run(
                new String[] {"status", "--debug"},
                Map.of("CLUSTER", "c"),
                new RecordingVerbs(requests, null),
                console(),
                (failure, trace) -> {
                    err.write(failure.getMessage() + trace);
                    return ExitCode.FAILED;
                });

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no good" + true);
    }
}
