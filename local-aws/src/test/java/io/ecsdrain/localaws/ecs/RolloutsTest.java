package io.ecsdrain.localaws.ecs;

import static io.ecsdrain.localaws.ecs.EcsBench.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that something else than a rolling update of ECS brings about. */
class RolloutsTest {

    private static final String ADVANCED = "'advancedConfiguration':{'alternateTargetGroupArn':'green',"
            + "'productionListenerRule':'rule','testListenerRule':'test','roleArn':'role'}";

    private final EcsBench aws = new EcsBench();

    @BeforeEach
    void registerTheTaskDefinition() {
        aws.registerInertTask();
    }

    private static String balanced(String more) {
        return ",'loadBalancers':[{'targetGroupArn':'" + GROUP + "','containerName':'app','containerPort':8080" + more
                + "}]";
    }

    @Test
    void aBlueGreenServiceIsDescribedAsItWasCreated() {
        aws.createService(
                "s",
                1,
                balanced("," + ADVANCED)
                        + ",'deploymentConfiguration':{'strategy':'BLUE_GREEN','bakeTimeInMinutes':5}");
        aws.advance(Duration.ofSeconds(10));
        JsonNode service = aws.service("s");
        assertThat(service.at("/deploymentConfiguration/strategy").asText()).isEqualTo("BLUE_GREEN");
        assertThat(service.at("/deploymentConfiguration/bakeTimeInMinutes").asInt())
                .isEqualTo(5);
        JsonNode advanced = service.at("/loadBalancers/0/advancedConfiguration");
        assertThat(advanced.get("alternateTargetGroupArn").asText()).isEqualTo("green");
        assertThat(advanced.get("productionListenerRule").asText()).isEqualTo("rule");
        assertThat(advanced.get("testListenerRule").asText()).isEqualTo("test");
        assertThat(service.get("runningCount").asInt()).isEqualTo(1);
        assertThat(aws.ecs.services().get(0).targetGroups()).containsExactly(GROUP, "green");
    }

    @Test
    void anOrdinaryServiceIsARollingReplicaOfEcsThatItsCustomerManages() {
        aws.createService("s", 1, "");
        JsonNode service = aws.service("s");
        assertThat(service.at("/deploymentConfiguration/strategy").asText()).isEqualTo("ROLLING");
        assertThat(service.at("/deploymentController/type").asText()).isEqualTo("ECS");
        assertThat(service.get("schedulingStrategy").asText()).isEqualTo("REPLICA");
        assertThat(service.get("resourceManagementType").asText()).isEqualTo("CUSTOMER");
        aws.ecs.manageByEcs("c", "s");
        assertThat(aws.service("s").get("resourceManagementType").asText()).isEqualTo("ECS");
    }

    @Test
    void aDaemonHasNoCountToAskFor() {
        aws.call(
                "CreateService",
                "{'cluster':'c','serviceName':'d','taskDefinition':'f','launchType':'EC2','networkConfiguration':"
                        + "{'awsvpcConfiguration':{'subnets':['s']}},'schedulingStrategy':'DAEMON'}");
        assertThat(aws.service("d").get("schedulingStrategy").asText()).isEqualTo("DAEMON");
        assertThatThrownBy(() -> aws.scale("d", 0))
                .hasMessageContaining("The daemon scheduling strategy does not support a desired count");
    }

    @Test
    void codeDeployAloneBringsItsServicesANewVersion() {
        aws.createService("s", 1, ",'deploymentController':{'type':'CODE_DEPLOY'}");
        assertThat(aws.service("s").at("/deploymentController/type").asText()).isEqualTo("CODE_DEPLOY");
        assertThatThrownBy(() -> aws.call("UpdateService", "{'cluster':'c','service':'s','forceNewDeployment':true}"))
                .hasMessageContaining("Use AWS CodeDeploy to trigger a new deployment");
        aws.scale("s", 2);
        assertThat(aws.service("s").get("desiredCount").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",'deploymentConfiguration':{'strategy':'GREEN'}",
                ",'schedulingStrategy':'SOMETIMES'",
                ",'schedulingStrategy':'DAEMON'",
                ",'deploymentController':{'type':'JENKINS'}",
                ",'deploymentController':{'type':'EXTERNAL'}",
                ",'deploymentController':{'type':'CODE_DEPLOY'},'deploymentConfiguration':{'strategy':'CANARY'}",
                ",'deploymentConfiguration':{'strategy':'BLUE_GREEN'},'loadBalancers':[{'targetGroupArn':'g',"
                        + "'containerName':'app','containerPort':8080}]",
                ",'deploymentConfiguration':{'linearConfiguration':{'stepPercent':10.0}}"
            })
    void whatTheApiDoesNotHaveOrNothingHereHonoursIsRefused(String more) {
        assertThatThrownBy(() -> aws.createService("s", 1, more)).isInstanceOf(AwsError.class);
    }
}
