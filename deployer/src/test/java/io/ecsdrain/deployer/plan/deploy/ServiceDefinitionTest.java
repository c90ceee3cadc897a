package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceDefinitionTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private static ServiceDefinition definition(String json) throws JsonProcessingException {
        return ServiceDefinition.of(new JsonMapper().readTree(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'serviceName': 'web'} | /serviceName is 'web': leave it out; the service is named svc-app-v1",
                "{'cluster': 'test'} | /cluster is 'test', but the cluster is 'prod'",
                "{'clientToken': 'x'} | /clientToken is 'x': leave it out; AWS would answer the next deployment with this one",
                "{'availabilityZoneRebalancing': 'ENABLED'} | /availabilityZoneRebalancing is 'ENABLED': leave it out;"
                        + " it stops tasks of a draining deployment with their sessions",
                "{'schedulingStrategy': 'DAEMON'} | /schedulingStrategy must be REPLICA, but is 'DAEMON'",
                "{'deploymentController': {'type': 'CODE_DEPLOY'}} | /deploymentController/type must be ECS, but is 'CODE_DEPLOY'",
                "{'deploymentConfiguration': {'strategy': 'CANARY'}} | /deploymentConfiguration/strategy must be ROLLING, but is"
                        + " 'CANARY'",
                "{'loadBalancers': [{}, {}]} | /loadBalancers has 2 entries; a deployment has one target group",
                "{'loadBalancers': [{'targetGroupArn': 'arn:x'}]} | /loadBalancers/0/targetGroupArn is 'arn:x': leave it out;"
                        + " each deployment gets a target group of its own",
                "{'tags': [{'key': 'state', 'value': 'x'}]} | /tags has 'state', which is ecs-drain's own: leave it out",
                "{'launchType': 'EC2', 'capacityProviderStrategy': []} | /launchType and /capacityProviderStrategy are both"
                        + " there: AWS takes one of them",
                "{'desiredCount': 0} | /desiredCount must be at least 1, but is '0': a deployment goes live when its tasks are"
                        + " healthy",
            })
    void whatContradictsADeploymentIsNamedWithItsPathAndWhatWouldBeRight(String json, String problem)
            throws JsonProcessingException {
        // A single quote begins a quoted CSV value only at the start of a column, so the JSON has them instead of
        // double ones.
        assertThat(definition(json.replace('\'', '"').replace("}~", "}")).problems(KEY, "prod"))
                .containsExactly(problem);
    }

    @Test
    void severalContradictionsComeTogether() throws JsonProcessingException {
        assertThat(definition("{\"serviceName\": \"web\", \"cluster\": \"test\", \"desiredCount\": 0}")
                        .problems(KEY, "prod"))
                .hasSize(3);
    }

    @Test
    void whatAgreesIsTakenOver() throws JsonProcessingException {
        ServiceDefinition definition = definition("""
                {"serviceName": "svc-app-v1", "cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/prod",
                 "taskDefinition": "app:3", "desiredCount": 4, "launchType": null,
                 "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 3, "base": 1}],
                 "loadBalancers": [{"containerName": "web", "containerPort": 8080}],
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"],
                                                                  "assignPublicIp": "ENABLED"}},
                 "healthCheckGracePeriodSeconds": 90, "enableExecuteCommand": true, "availabilityZoneRebalancing": "DISABLED",
                 "propagateTags": "SERVICE", "tags": [{"key": "team", "value": "web"}]}
                """);

        assertThat(definition.problems(KEY, "prod")).isEmpty();
        assertThat(definition.taskDefinition()).contains("app:3");
        assertThat(definition.desiredCount()).contains(4);
        assertThat(definition.container()).contains("web");
        assertThat(definition.containerPort()).contains(8080);
        assertThat(definition.subnets()).containsExactly("subnet-1");
        assertThat(definition.securityGroups()).containsExactly("sg-1");
        assertThat(definition.publicIp()).isTrue();
        assertThat(definition.executeCommand()).isTrue();
        assertThat(definition.healthGrace()).contains(Duration.ofSeconds(90));
        assertThat(definition.hasLaunchType()).as("null counts as absent").isFalse();
        assertThat(definition.capacityProviders()).containsExactly(new CapacityProvider("FARGATE_SPOT", 3, 1));
        assertThat(definition.rest().propertyStream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder("propagateTags", "tags");
    }

    @Test
    void aMemberOfAWrongTypeIsLeftToTheSdkToName() throws JsonProcessingException {
        ServiceDefinition definition =
                definition("{\"desiredCount\": \"two\", \"loadBalancers\": \"x\", \"networkConfiguration\": 3}");

        assertThat(definition.problems(KEY, "prod")).isEmpty();
        assertThat(definition.desiredCount()).isEmpty();
        assertThat(definition.container()).isEmpty();
        assertThat(definition.subnets()).isEmpty();
    }
}
