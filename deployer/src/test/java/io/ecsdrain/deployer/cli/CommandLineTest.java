package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.ActivateRequest;
import io.ecsdrain.deployer.plan.Affinity;
import io.ecsdrain.deployer.plan.DeployRequest;
import io.ecsdrain.deployer.plan.LookRequest;
import io.ecsdrain.deployer.plan.OutputFormat;
import io.ecsdrain.deployer.plan.ReapRequest;
import io.ecsdrain.deployer.plan.TaskDefRequest;
import io.ecsdrain.reaper.ReaperConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("CLUSTER", "c", "DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "v1", "AWS_REGION", "eu-west-1");
    private static final String[] DEPLOY = {
        "deploy",
        "--task-definition",
        "web:7",
        "--container",
        "web",
        "--container-port",
        "8080",
        "--listener",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/lb/1/2",
        "--subnets",
        "subnet-1,subnet-2",
        "--security-groups",
        "sg-1"
    };

    @TempDir
    private Path files;

    private final List<Object> requests = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
    void deployReadsItsFlagsAndHasDefaults() {
        assertThat(run(ENVIRONMENT, DEPLOY)).isZero();

        DeployRequest request = (DeployRequest) requests.get(0);
        assertThat(request.taskDefinition().reference()).contains("web:7");
        assertThat(request.containerPort()).isEqualTo(8080);
        assertThat(request.subnets()).containsExactly("subnet-1", "subnet-2");
        assertThat(request.securityGroups()).containsExactly("sg-1");
        assertThat(request.healthPath()).isEqualTo("/");
        assertThat(request.count()).isEqualTo(2);
        assertThat(request.affinity()).isEqualTo(Affinity.PREVIEW);
        assertThat(request.timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(request.patience()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void deployWaitsNoLongerThanHalfOfTheDeployTimeout() {
        run(ENVIRONMENT, with(DEPLOY, "--timeout", "1h"));

        assertThat(((DeployRequest) requests.get(0)).patience()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({
        "--container-port,0",
        "--container-port,65536",
        "--container-port,http",
        "--count,0",
        "--count,two",
        "--affinity,cookie",
        "--affinity,cookie:",
        "--affinity,cookie:a=b",
        "--affinity,header:X*",
        "--affinity,header:Host",
        "--affinity,path:x",
        "--timeout,0",
        "--timeout,soon",
        "--subnets,'a,,b'",
        "--security-groups,'a,b,c,d,e,f'",
        "--health-path,health",
        "--listener,my-listener",
        "--task-definition,nowhere.json",
        "--container,a b",
        "--region,Ireland",
    })
    void aFlagThatCannotBeIsNamedWithItsValue(String flag, String value) {
        assertThat(run(ENVIRONMENT, with(DEPLOY, flag, value))).isEqualTo(2);
        assertThat(err.toString()).contains(flag).contains("'" + value + "'");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"family\":',is not valid JSON",
        "'{\"family\":\"a\",\"family\":\"b\"}',is not valid JSON",
        "'{} {}',is not valid JSON",
        "'[]',must be a file that holds a JSON object",
    })
    void aTaskDefinitionFileIsReadStrictly(String text, String problem) throws IOException {
        Path file = Files.writeString(files.resolve("td.json"), text);

        assertThat(run(ENVIRONMENT, with(DEPLOY, "--task-definition", file.toString())))
                .isEqualTo(2);
        assertThat(err.toString()).contains(problem);
    }

    @Test
    void aTaskDefinitionThatCannotServeIsFoundOutBeforeTheFirstCall() throws IOException {
        Path file = Files.writeString(
                files.resolve("td.json"),
                "{\"networkMode\":\"bridge\",\"containerDefinitions\":[{\"name\":\"other\",\"environment\":"
                        + "[{\"name\":\"DEPLOYMENT_ID\",\"value\":\"v0\"}]}]}");

        assertThat(run(ENVIRONMENT, with(DEPLOY, "--task-definition", file.toString())))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("has no family")
                .contains("has no container 'web', it has other")
                .contains("networkMode must be awsvpc")
                .contains("DEPLOYMENT_ID='v0', but this deployment's is 'v1'");
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
    void theLauncherTakesEveryVerb() throws IOException {
        String launcher = Files.readString(Path.of("..", "drain"));
        Console nobody = new Console(new PrintWriter(out), new PrintWriter(err), null, false);
        assertThat(DrainCommand.line(Map.of(), null, nobody).getSubcommands().keySet())
                .allSatisfy(verb -> assertThat(launcher).containsPattern("(?m)^(.* )?" + verb + " (\\|.*)?\\)$"));
    }

    @Test
    void aVerbThatDoesNotExistIsCalledAVerb() {
        run(ENVIRONMENT, "frobnicate");
        assertThat(err.toString()).contains("unknown verb 'frobnicate' (see --help)");
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
    void withoutArgumentsItHelps() {
        assertThat(run(Map.of())).isZero();
        assertThat(out.toString()).contains("activate", "deploy", "rollback", "status", "reap", "verify", "task-def");
    }

    @Test
    void theLaunchersHelpListsEveryVerb() throws IOException {
        String launcher = Files.readString(Path.of("..", "drain"));

        DrainCommand.line(Map.of(), verbs(), console())
                .getSubcommands()
                .keySet()
                .forEach(verb -> assertThat(launcher).containsPattern("\n  " + verb + " +\\S"));
    }

    @Test
    void anExceptionIsExplainedAndItsMeaningIsTheExit() {
        int exit = DrainCommand.run(
                new String[] {"status", "--debug"}, Map.of("CLUSTER", "c"), failing(), console(), (failure, trace) -> {
                    err.write(failure.getMessage() + trace);
                    return ExitCode.FAILED;
                });

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no good" + true);
    }

    private static String[] with(String[] arguments, String flag, String value) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        int at = all.indexOf(flag);
        if (at >= 0) {
            all.set(at + 1, value);
        } else {
            all.addAll(List.of(flag, value));
        }
        return all.toArray(String[]::new);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return DrainCommand.run(arguments, environment, verbs(), console(), (failure, trace) -> {
            throw new AssertionError(failure);
        });
    }

    private Console console() {
        return new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader("")),
                false);
    }

    private Verbs verbs() {
        return new RecordingVerbs(requests, ExitCode.DONE);
    }

    private Verbs failing() {
        return new RecordingVerbs(requests, null);
    }
}
