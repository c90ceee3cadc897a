package io.ecsdrain.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * What a script of one's own left: two versions as services with target groups and rules, none of them tagged, no
 * parameter.
 */
final class OwnScriptsWorld {

    static final DeploymentKey OLD = new DeploymentKey("myapp", "20260101-000000-aaaaaaa");
    static final DeploymentKey NEW = new DeploymentKey("myapp", "20260102-000000-bbbbbbb");

    private final AwsClients aws;
    private final ClusterFixture fixture;

    OwnScriptsWorld(AwsClients aws) {
        this.aws = aws;
        this.fixture = new ClusterFixture("prod", aws.ecs(), aws.elb(), aws.ssm(), aws.scaling()).createCluster();
    }

    void deploy(String image) {
        aws.ecs().registerTaskDefinition(register -> register.family(ClusterFixture.APP)
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .taskRoleArn("arn:aws:iam::123456789012:role/of-the-app")
                .executionRoleArn("arn:aws:iam::123456789012:role/of-the-agent")
                .containerDefinitions(ContainerDefinition.builder()
                        .name(ClusterFixture.APP)
                        .image(image)
                        .portMappings(PortMapping.builder()
                                .containerPort(ClusterFixture.CONTAINER_PORT)
                                .build())
                        .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                .options(Map.of(
                                        "awslogs-group", "/ecs/myapp",
                                        "awslogs-region", "eu-west-1",
                                        "awslogs-stream-prefix", "app")))
                        .build()));
        String balancer = fixture.loadBalancer("front");
        String listener = fixture.listener(balancer, 443);
        fixture.listener(balancer, 80);
        version(listener, 1, OLD);
        version(listener, 2, NEW);
    }

    /**
     * The script takes the definition as the reader got it, and rolls it out as the version that serves. Not by an AWS
     * CLI, since the distribution's does not know every member that ECS does.
     */
    void rollOut(URI endpoint, Path definition) throws IOException, InterruptedException {
        HttpRequest register = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition")
                .POST(HttpRequest.BodyPublishers.ofFile(definition))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(register, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        aws.ecs().updateService(update -> update.cluster(fixture.cluster())
                .service(NEW.serviceName())
                .taskDefinition(ClusterFixture.APP));
    }

    private void version(String listener, int priority, DeploymentKey key) {
        String group = fixture.targetGroup("own-" + key.id(), Map.of());
        aws.elb().createRule(create -> create.listenerArn(listener)
                .priority(priority)
                .conditions(RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                header -> header.httpHeaderName("x-version").values(key.id()))
                        .build())
                .actions(ClusterFixture.forward(group)));
        fixture.service(key.serviceName(), 1, Map.of(), group);
        fixture.defaultAction(listener, group);
    }
}
