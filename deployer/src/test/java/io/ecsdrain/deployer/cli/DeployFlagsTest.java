package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.deployer.plan.deploy.Affinity;
import io.ecsdrain.deployer.plan.deploy.CapacityProvider;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.GroupRequest;
import io.ecsdrain.deployer.plan.deploy.ScalingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code deploy} is told, all of it judged before the first call. */
class DeployFlagsTest extends OnTheCommandLine {

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

    @Test
    void deployReadsItsFlagsAndHasDefaults() {
        assertThat(run(ENVIRONMENT, DEPLOY)).isZero();

        DeployRequest request = (DeployRequest) requests.get(0);
        assertThat(request.taskDefinition().reference()).contains("web:7");
        assertThat(request.service().containerPort()).isEqualTo(8080);
        assertThat(request.service().subnets()).containsExactly("subnet-1", "subnet-2");
        assertThat(request.service().securityGroups()).containsExactly("sg-1");
        assertThat(request.group()).isEqualTo(new GroupRequest("/", "200", 10, Optional.empty()));
        assertThat(request.service().count()).isEmpty();
        assertThat(request.affinities()).containsExactly(Affinity.PREVIEW);
        assertThat(request.minHealthy().percent()).isEqualTo(100);
        assertThat(request.timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(request.patience()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void stepsAreReadWithTheirDefaults() {
        assertThat(run(ENVIRONMENT, with(DEPLOY, "--steps", "10%:10m, 50%:1h"))).isZero();

        CanaryRequest canary = ((DeployRequest) requests.get(0)).canary().orElseThrow();
        assertThat(canary.steps().text()).isEqualTo("10:600/50:3600");
        assertThat(canary.alarms()).isEmpty();
        assertThat(canary.abortErrors()).isEqualTo(1);
        assertThat(canary.minRequests()).isEqualTo(100);
        assertThat(canary.pause()).isEmpty();
        assertThat(((DeployRequest) requests.get(0)).supersede()).isFalse();
    }

    @Test
    void whatJudgesACanaryIsRead() {
        String[] judged = Stream.concat(
                        Stream.of(with(DEPLOY, "--steps", "5%:90")),
                        Stream.of(
                                "--alarm",
                                "a, b",
                                "--alarm",
                                "c",
                                "--abort-errors",
                                "0.5%",
                                "--min-requests",
                                "0",
                                "--pause",
                                "2h",
                                "--supersede"))
                .toArray(String[]::new);
        assertThat(run(ENVIRONMENT, judged)).isZero();

        CanaryRequest canary = ((DeployRequest) requests.get(0)).canary().orElseThrow();
        assertThat(canary.alarms()).containsExactly("a, b", "c");
        assertThat(canary.abortErrors()).isEqualTo(0.5);
        assertThat(canary.minRequests()).isZero();
        assertThat(canary.pause()).contains(Duration.ofHours(2));
        assertThat(((DeployRequest) requests.get(0)).supersede()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "--steps; 10; must be PERCENT:TIME,... such as 10%:10m,50%:10m",
                "--steps; 10%; must be PERCENT:TIME,... such as 10%:10m,50%:10m",
                "--steps; 10%:10m,; must be PERCENT:TIME,... such as 10%:10m,50%:10m",
                "--steps; 10%:soon; must be a time such as 90s, 15m or 1h",
                "--steps; 10%:0; must be a time such as 90s, 15m or 1h",
                "--steps; 0%:1m; a step takes 1% to 99% of new clients: 0%",
                "--steps; 100%:1m; a step takes 1% to 99% of new clients: 100%",
                "--steps; 10%:1m,10%:1m; each step must take more than the one before: 10%, then 10%",
                "--steps; 50%:1m,10%:1m; each step must take more than the one before: 50%, then 10%",
                "--steps; 10%:0.2s; a step lasts whole seconds, one at least",
                "--steps; 10%:100h,50%:100h; all steps together may take 7 days at most",
                "--abort-errors; 1; must be a percentage such as 1% or 0.5%",
                "--abort-errors; 101%; must be a percentage such as 1% or 0.5%",
                "--min-requests; -1; must be a whole number, 0 or more",
                "--min-requests; few; must be a whole number, 0 or more",
                "--pause; soon; must be a time such as 30m or 2h, 7 days at most",
                "--pause; 169h; must be a time such as 30m or 2h, 7 days at most"
            })
    void stepsThatAreNoneAreOneClearMessage(String flag, String value, String why) {
        String[] steps = flag.equals("--steps") ? DEPLOY : with(DEPLOY, "--steps", "10%:10m");
        assertThat(run(ENVIRONMENT, with(steps, flag, value))).isEqualTo(2);
        assertThat(err.toString()).contains(flag).contains(why);
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--alarm,a", "--abort-errors,1%", "--min-requests,5", "--pause,2h"})
    void whatJudgesACanaryHasNoEffectWithoutSteps(String flag, String value) {
        assertThat(run(ENVIRONMENT, with(DEPLOY, flag, value))).isEqualTo(2);
        assertThat(err.toString()).contains(flag + " has no effect without --steps");
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
        "--min-healthy,0",
        "--min-healthy,101",
        "--min-healthy,50%",
        "--subnets,'a,,b'",
        "--security-groups,'a,b,c,d,e,f'",
        "--health-path,health",
        "--health-matcher,100",
        "--health-matcher,200-",
        "--health-interval,5",
        "--health-interval,301",
        "--deregistration-delay,61m",
        "--deregistration-delay,0.5s",
        "--capacity-provider,'FARGATE:1,:2'",
        "--capacity-provider,FARGATE:1001",
        "--service-definition,nowhere.json",
        "--scaling,nowhere.json",
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
    void aServiceFileSaysWhatTheFlagsWould() throws IOException {
        String file = service("""
                {"taskDefinition": "web:7", "desiredCount": 3, "propagateTags": "SERVICE",
                 "loadBalancers": [{"containerName": "web", "containerPort": 8080}],
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1", "subnet-2"]}}}
                """);

        assertThat(run(ENVIRONMENT, "deploy", "--listener", DEPLOY[8], "--service-definition", file))
                .as(err.toString())
                .isZero();

        DeployRequest request = (DeployRequest) requests.get(0);
        assertThat(request.taskDefinition().reference()).contains("web:7");
        assertThat(request.service().containerName()).isEqualTo("web");
        assertThat(request.service().containerPort()).isEqualTo(8080);
        assertThat(request.service().subnets()).containsExactly("subnet-1", "subnet-2");
        assertThat(request.service().securityGroups()).as("the VPC's default").isEmpty();
        assertThat(request.service().healthGrace()).isEqualTo(Duration.ofMinutes(15));
        assertThat(request.service().count()).isEmpty();
    }

    @Test
    void aFlagThatSaysSomethingElseThanTheFileIsNamedWithBoth() throws IOException {
        String file = service("""
                {"taskDefinition": "api:7", "launchType": "FARGATE", "healthCheckGracePeriodSeconds": 30,
                 "loadBalancers": [{"containerName": "api", "containerPort": 9090}],
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-2", "subnet-1"],
                                                                  "securityGroups": ["sg-2"]}}}
                """);

        assertThat(run(
                        ENVIRONMENT,
                        with(
                                with(with(DEPLOY, "--service-definition", file), "--health-grace", "60s"),
                                "--capacity-provider",
                                "FARGATE_SPOT")))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--task-definition must be of the family that --service-definition names (api:7), but is 'web:7'")
                .contains("--container must be 'api', as --service-definition says, or be left out, but is 'web'")
                .contains(
                        "--container-port must be '9090', as --service-definition says, or be left out, but is '8080'")
                .contains(
                        "--security-groups must be 'sg-2', as --service-definition says, or be left out, but is 'sg-1'")
                .contains("--health-grace must be '30s', as --service-definition says, or be left out, but is '60s'")
                .contains("--capacity-provider and --service-definition both say what the tasks run on")
                .doesNotContain("--subnets");
        assertThat(requests).isEmpty();
    }

    @Test
    void capacityProvidersHaveAWeight() {
        assertThat(run(ENVIRONMENT, with(DEPLOY, "--capacity-provider", "FARGATE,FARGATE_SPOT:3")))
                .isZero();

        assertThat(((DeployRequest) requests.get(0)).service().capacityProviders())
                .containsExactly(new CapacityProvider("FARGATE", 1, 0), new CapacityProvider("FARGATE_SPOT", 3, 0));
    }

    @Test
    void severalAffinitiesComeOneByOneOrWithCommas() {
        Affinity cookie = new Affinity(Affinity.Kind.COOKIE, "d");
        Affinity query = new Affinity(Affinity.Kind.QUERY, "d");
        run(ENVIRONMENT, with(DEPLOY, "--affinity", "cookie:d, query:d"));
        List<String> twice = new ArrayList<>(Arrays.asList(DEPLOY));
        twice.addAll(List.of("--affinity", "query:d", "--affinity", "cookie:d"));
        run(ENVIRONMENT, twice.toArray(String[]::new));

        assertThat(requests)
                .extracting(request -> ((DeployRequest) request).affinities())
                .containsExactly(List.of(cookie, query), List.of(query, cookie));
    }

    @Test
    void eachOfSeveralAffinitiesIsJudgedAndNoneMayBeThereTwice() {
        assertThat(run(ENVIRONMENT, with(DEPLOY, "--affinity", "query:d,header:Host,path:x,query:d")))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--affinity 'header:Host': the Host header cannot carry affinity",
                        "'path:x'",
                        "--affinity 'query:d' is there twice");
        assertThat(requests).isEmpty();
    }

    @Test
    void scalingIsCopiedUnlessItIsSaidOtherwise() throws IOException {
        run(ENVIRONMENT, DEPLOY);
        run(ENVIRONMENT, with(DEPLOY, "--scaling", "copy"));
        run(ENVIRONMENT, with(DEPLOY, "--scaling", "none"));
        run(
                ENVIRONMENT,
                with(DEPLOY, "--scaling", service("{\"ScalableTarget\": {\"MinCapacity\": 1, \"MaxCapacity\": 2}}")));

        assertThat(requests)
                .extracting(request -> ((DeployRequest) request).scaling())
                .satisfiesExactly(
                        byDefault -> assertThat(byDefault).isEqualTo(ScalingRequest.COPY),
                        copy -> assertThat(copy).isEqualTo(ScalingRequest.COPY),
                        none -> assertThat(none).isEqualTo(ScalingRequest.NONE),
                        file -> assertThat(file.file()).isPresent());
    }

    @Test
    void allThatIsWrongInAScalingFileIsSaidAtOnce() throws IOException {
        assertThat(run(ENVIRONMENT, with(DEPLOY, "--scaling", service("{\"Target\": {}, \"ScalingPolicies\": [{}]}"))))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--scaling: unknown member /Target",
                        "--scaling: /ScalableTarget is missing",
                        "--scaling: /ScalingPolicies/0/PolicyName is missing");
        assertThat(requests).isEmpty();
    }

    private String service(String json) throws IOException {
        return Files.writeString(files.resolve("service.json"), json).toString();
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
}
