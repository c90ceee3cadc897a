package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingDefinitionTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");
    private static final String TARGET = "'ScalableTarget': {'MinCapacity': 1, 'MaxCapacity': 5}";

    private static ScalingDefinition definition(String json) throws JsonProcessingException {
        return ScalingDefinition.of(new JsonMapper().readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", 'Policies': [] | unknown member /Policies",
                ", 'ScalingPolicies': {} | /ScalingPolicies must be a list, but is {}",
                ", 'ScalingPolicies': [{}] | /ScalingPolicies/0/PolicyName is missing",
                ", 'ScalingPolicies': [{'PolicyName': 'a'}, {'PolicyName': 'a'}] | /ScalingPolicies/1/PolicyName 'a' is there"
                        + " twice",
                ", 'ScalingPolicies': [{'PolicyName': 'a', 'ResourceId': 'service/prod/svc-app-v1'}] |"
                        + " /ScalingPolicies/0/ResourceId is 'service/prod/svc-app-v1': leave it out; it is"
                        + " service/prod/svc-app-v2",
                ", 'ScalingPolicies': [{'PolicyName': 'a', 'TargetTrackingScalingPolicyConfiguration':"
                        + " {'PredefinedMetricSpecification': {'ResourceLabel': 'x'}}}] |"
                        + " /ScalingPolicies/0/TargetTrackingScalingPolicyConfiguration/PredefinedMetricSpecification/ResourceLabel"
                        + " must be left out: it names the target group, and each deployment gets one of its own",
                ", 'ScheduledActions': [{'ScheduledActionName': 'a', 'ScalableTargetAction': {}}] |"
                        + " /ScheduledActions/0/Schedule is missing",
                ", 'ScheduledActions': [{'ScheduledActionName': 'a', 'Schedule': 'x'}] |"
                        + " /ScheduledActions/0/ScalableTargetAction is missing",
            })
    void whatCannotBeIsNamedWithItsPath(String member, String problem) throws JsonProcessingException {
        assertThat(definition("{" + TARGET + member + "}").problems(KEY, "prod"))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /ScalableTarget is missing",
                "{'ScalableTarget': {'MinCapacity': 1}} | /ScalableTarget/MaxCapacity is missing",
                "{'ScalableTarget': {'MaxCapacity': 1}} | /ScalableTarget/MinCapacity is missing",
                "{'ScalableTarget': {'MinCapacity': 3, 'MaxCapacity': 2}} | /ScalableTarget: MaxCapacity 2 is less than"
                        + " MinCapacity 3",
                "{'ScalableTarget': {'MinCapacity': -1, 'MaxCapacity': 2}} | /ScalableTarget: MinCapacity must be at least 0"
                        + " and MaxCapacity at least 1",
                "{'ScalableTarget': {'MinCapacity': 0, 'MaxCapacity': 0}} | /ScalableTarget: MinCapacity must be at least 0"
                        + " and MaxCapacity at least 1",
                "{'ScalableTarget': {'MinCapacity': 0, 'MaxCapacity': 1, 'RoleARN': 'x'}} | /ScalableTarget/RoleARN must be"
                        + " left out: deploy does not set it",
            })
    void aTargetNeedsBoundsThatCanBe(String json, String problem) throws JsonProcessingException {
        assertThat(definition(json).problems(KEY, "prod")).containsExactly(problem);
    }

    @Test
    void whatAgreesIsTakenOverWithoutWhatIsOurs() throws JsonProcessingException {
        ScalingDefinition definition = definition("""
                {'ScalableTarget': {'ServiceNamespace': 'ecs', 'ResourceId': 'service/prod/svc-app-v2', 'MinCapacity': 1,
                  'ScalableDimension': 'ecs:service:DesiredCount', 'MaxCapacity': 5},
                 'ScalingPolicies': [{'PolicyName': 'cpu', 'ServiceNamespace': 'ecs'},
                   {'PolicyName': 'steps', 'StepScalingPolicyConfiguration': {}}]}
                """);

        assertThat(definition.problems(KEY, "arn:aws:ecs:eu-west-1:123456789012:cluster/prod"))
                .isEmpty();
        assertThat(definition.bounds()).contains(new Bounds(1, 5));
        assertThat(definition.target().properties())
                .extracting(member -> member.getKey())
                .containsExactly("MinCapacity", "MaxCapacity");
        assertThat(definition.policies().get(0).properties()).hasSize(1);
        assertThat(definition.stepPolicies()).containsExactly("steps");
        assertThat(definition.actions()).isEmpty();
    }
}
