package io.ecsdrain.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** What docs/adopt.md says takes the marks away, run as it stands there. */
@NeedsAwsCli
class TakeItOutTest {

    private static final Pattern MARKS =
            Pattern.compile("(?s)\n## Take it out again\n.*```sh\n(aws ssm [^\n]*delete-parameters[^\n]*)\n```");
    private static final DeploymentKey LIVE = new DeploymentKey("myapp", "20260101-000000-aaaaaaa");
    private static final DeploymentKey NEIGHBOUR = new DeploymentKey("myapp-eu", LIVE.id());

    @TempDir
    Path folder;

    private final LocalAws aws = LocalAws.builder().start();
    private final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
    private final ClusterFixture fixture =
            new ClusterFixture("prod", team.ecs(), team.elb(), team.ssm(), team.scaling());
    private String listener;
    private String group;

    @BeforeEach
    void oneIsLive() {
        fixture.createCluster().registerApp();
        listener = fixture.listener(fixture.loadBalancer("front"), 80);
        group = fixture.deployment(listener, 1, LIVE, "active", 1, aws.now());
        fixture.defaultAction(listener, group);
        fixture.parameter(LIVE.stateParameter(), "active");
        fixture.parameter(ParameterPaths.live(LIVE.name()), LIVE.id());
        fixture.parameter(NEIGHBOUR.stateParameter(), "active");
    }

    @AfterEach
    void close() {
        team.close();
        aws.close();
    }

    @Test
    void theMarksOfTheNameGoAllOfThemAndTheAppAndItsNeighbourStay() throws Exception {
        // More than a call of DeleteParameters takes.
        for (int more = 0; more < 12; more++) {
            fixture.parameter(ParameterPaths.state(LIVE.name(), "more-" + more), "draining");
        }

        takeOut();

        assertThat(parameters()).containsExactly(NEIGHBOUR.stateParameter());
        Service service = team.ecs()
                .describeServices(describe -> describe.cluster("prod").services(LIVE.serviceName()))
                .services()
                .get(0);
        assertThat(service.status()).isEqualTo("ACTIVE");
        assertThat(service.desiredCount()).isEqualTo(1);
        assertThat(fixture.defaultGroup(listener)).isEqualTo(group);
    }

    @Test
    void aSecondTimeThereIsNothingToDoAndThatIsNoError() throws Exception {
        takeOut();
        takeOut();

        assertThat(parameters()).containsExactly(NEIGHBOUR.stateParameter());
    }

    private List<String> parameters() {
        return team.ssm().getParametersByPathPaginator(get -> get.path("/").recursive(true)).stream()
                .flatMap(page -> page.parameters().stream())
                .map(Parameter::name)
                .toList();
    }

    private void takeOut() throws IOException, InterruptedException {
        Matcher marks = MARKS.matcher(Docs.read(Docs.ADOPT));
        assertThat(marks.find()).isTrue();
        // xargs starts what the PATH has, and an older CLI takes the endpoint by flag only.
        Path cli = folder.resolve("aws");
        Files.writeString(
                cli,
                "#!/bin/sh\nexec '" + NeedsAwsCli.Condition.executable().orElseThrow() + "' --endpoint-url '"
                        + aws.endpoint() + "' \"$@\"\n");
        Files.setPosixFilePermissions(cli, PosixFilePermissions.fromString("rwx------"));
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -euo pipefail\n" + marks.group(1))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "AWS_REGION",
                        aws.region(),
                        "AWS_DEFAULT_REGION",
                        aws.region(),
                        "AWS_ACCESS_KEY_ID",
                        "AKPERSON",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_EC2_METADATA_DISABLED",
                        "true",
                        "AWS_PAGER",
                        "",
                        "NAME",
                        LIVE.name()));
        assertThat(builder.start().waitFor()).as(Files.readString(said)).isZero();
    }
}
