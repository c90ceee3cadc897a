package io.ecsdrain.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** The five lines that docs/adopt.md offers to scripts of other people, run as they stand there. */
@NeedsAwsCli
class OwnScriptTest {

    private static final Pattern FIVE_LINES = Pattern.compile("(?s)<!-- five lines -->\n```sh\n(.*?)```");
    private static final String OLD = "20260101-000000-aaaaaaa";
    private static final String NEW = "20260102-000000-bbbbbbb";

    @TempDir
    Path folder;

    @Test
    void theNewOneIsActiveTheOlderOneDrainsAndANameThatBeginsAlikeIsLeftAlone() throws Exception {
        try (LocalAws aws = LocalAws.builder().start();
                AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
            team.ecs().createCluster(create -> create.clusterName("prod"));
            team.ecs().registerTaskDefinition(register -> register.family("app")
                    .networkMode(NetworkMode.AWSVPC)
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("app")
                            .image("app")
                            .build()));
            for (String service : List.of("svc-myapp-" + OLD, "svc-myapp-" + NEW, "svc-myapp-eu-" + OLD)) {
                team.ecs().createService(create -> create.cluster("prod")
                        .serviceName(service)
                        .taskDefinition("app")
                        .desiredCount(0)
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a"))));
            }

            run(aws);

            assertThat(parameters(team))
                    .isEqualTo(Map.of(
                            ParameterPaths.state("myapp", NEW),
                            "active",
                            ParameterPaths.state("myapp", OLD),
                            "draining"));
            assertThat(tags(team, aws, "svc-myapp-" + NEW))
                    .isEqualTo(Map.of("deployment_name", "myapp", "deployment_id", NEW, "state", "active"));
            assertThat(tags(team, aws, "svc-myapp-" + OLD)).containsEntry("state", "draining");
            assertThat(tags(team, aws, "svc-myapp-eu-" + OLD)).isEmpty();
        }
    }

    private void run(LocalAws aws) throws Exception {
        Matcher five = FIVE_LINES.matcher(Docs.read(Docs.ADOPT));
        assertThat(five.find()).isTrue();
        assertThat(five.group(1).lines()).hasSize(5);
        String cli = NeedsAwsCli.Condition.executable().orElseThrow();
        // An older CLI takes the endpoint by flag only.
        String script = "set -eu\naws() { '" + cli + "' --endpoint-url '" + aws.endpoint()
                + "' --region eu-west-1 \"$@\"; }\n" + five.group(1);
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_REGION", aws.region(),
                        "AWS_ACCESS_KEY_ID", "AKSCRIPT",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_PAGER", "",
                        "ACCOUNT", aws.account(),
                        "CLUSTER", "prod",
                        "NAME", "myapp",
                        "ID", NEW));
        assertThat(builder.start().waitFor()).as(Files.readString(said)).isZero();
    }

    private static Map<String, String> parameters(AwsClients team) {
        return team.ssm().getParametersByPathPaginator(get -> get.path("/").recursive(true)).stream()
                .flatMap(page -> page.parameters().stream())
                .collect(Collectors.toMap(Parameter::name, Parameter::value));
    }

    private static Map<String, String> tags(AwsClients team, LocalAws aws, String service) {
        String arn = "arn:aws:ecs:" + aws.region() + ":" + aws.account() + ":service/prod/" + service;
        return team.ecs().listTagsForResource(list -> list.resourceArn(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
