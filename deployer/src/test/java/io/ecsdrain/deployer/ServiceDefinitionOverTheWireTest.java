package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** {@code deploy} of a service that flags alone do not describe. */
class ServiceDefinitionOverTheWireTest {

    private static final String SPOT = """
            {"capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 1, "weight": 1},
                                          {"capacityProvider": "FARGATE_SPOT", "weight": 3}],
             "desiredCount": 3, "enableExecuteCommand": true, "propagateTags": "SERVICE", "platformVersion": "1.4.0",
             "deploymentConfiguration": {"maximumPercent": 150},
             "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"], "securityGroups": ["sg-1"],
                                                              "assignPublicIp": "ENABLED"}},
             "tags": [{"key": "team", "value": "web"}]}
            """;

    @TempDir
    private Path files;

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private String file(String json) throws IOException {
        return Files.writeString(files.resolve("service.json"), json).toString();
    }

    @Test
    void aSpotServiceOfAFileIsDeployedAsTheFileSaysItWithWhatIsOursBesides() throws IOException {
        Ran ran = cloud.deploy("app", "v1", "--service-definition", file(SPOT));

        assertThat(ran.exit()).as(ran.err()).isZero();
        Service service = cloud.team
                .ecs()
                .describeServices(describe ->
                        describe.cluster("prod").services("svc-app-v1").include(ServiceField.TAGS))
                .services()
                .get(0);
        assertThat(service.capacityProviderStrategy())
                .extracting(
                        CapacityProviderStrategyItem::capacityProvider,
                        CapacityProviderStrategyItem::base,
                        CapacityProviderStrategyItem::weight)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("FARGATE", 1, 1),
                        org.assertj.core.groups.Tuple.tuple("FARGATE_SPOT", 0, 3));
        assertThat(service.launchType()).isNull();
        assertThat(service.desiredCount()).isEqualTo(3);
        assertThat(service.enableExecuteCommand()).isTrue();
        assertThat(service.platformVersion()).isEqualTo("1.4.0");
        assertThat(service.propagateTagsAsString()).isEqualTo("SERVICE");
        assertThat(service.availabilityZoneRebalancingAsString()).isEqualTo("DISABLED");
        assertThat(service.networkConfiguration().awsvpcConfiguration().assignPublicIpAsString())
                .isEqualTo("ENABLED");
        assertThat(service.deploymentConfiguration().maximumPercent()).isEqualTo(150);
        assertThat(service.deploymentConfiguration().deploymentCircuitBreaker().enable())
                .isTrue();
        assertThat(service.deploymentConfiguration().deploymentCircuitBreaker().rollback())
                .isFalse();
        assertThat(cloud.tags("svc-app-v1")).containsEntry("team", "web").containsEntry("deployment_id", "v1");
    }

    @Test
    void theTargetGroupIsSetAsTheFlagsSay() {
        Ran ran = cloud.deploy(
                "app",
                "v1",
                "--health-matcher",
                "200-299",
                "--health-interval",
                "30",
                "--deregistration-delay",
                "2m",
                "--health-path",
                "/");

        assertThat(ran.exit()).as(ran.err()).isZero();
        String arn = cloud.group("svc-app-v1");
        TargetGroup group = cloud.team
                .elb()
                .describeTargetGroups(describe -> describe.targetGroupArns(arn))
                .targetGroups()
                .get(0);
        assertThat(group.matcher().httpCode()).isEqualTo("200-299");
        assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
        assertThat(cloud.team
                        .elb()
                        .describeTargetGroupAttributes(describe -> describe.targetGroupArn(arn))
                        .attributes())
                .anyMatch(attribute -> attribute.key().equals("deregistration_delay.timeout_seconds")
                        && attribute.value().equals("120"));
    }

    @Test
    void theSameFileAgainIsDoneAndAnotherIsRefusedWithWhatDiffers() throws IOException {
        cloud.deploy("app", "v1", "--service-definition", file(SPOT), "--deregistration-delay", "2m");
        Ran same = cloud.deploy("app", "v1", "--service-definition", file(SPOT), "--deregistration-delay", "2m");
        assertThat(same.exit()).as(same.err()).isZero();
        long before = cloud.lastCall();

        Ran other = cloud.deploy(
                "app",
                "v1",
                "--service-definition",
                file(SPOT.replace("\"weight\": 3", "\"weight\": 4")
                        .replace("1.4.0", "1.3.0")
                        .replace("ENABLED", "DISABLED")),
                "--deregistration-delay",
                "1m",
                "--health-matcher",
                "204");

        assertThat(other.exit()).as(other.err()).isEqualTo(3);
        assertThat(other.err())
                .contains("/capacityProviderStrategy/FARGATE_SPOT/weight is 3, asked for is 4")
                .contains("/platformVersion is 1.4.0, asked for is 1.3.0")
                .contains("/networkConfiguration/awsvpcConfiguration/assignPublicIp is ENABLED, asked for is DISABLED")
                .contains("--deregistration-delay: it has 120s, asked for is 60s")
                .contains("--health-matcher: it has 200, asked for is 204");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void aMemberThatAwsDoesNotKnowIsNamedBeforeTheFirstWrite() throws IOException {
        long before = cloud.lastCall();

        Ran ran = cloud.deploy(
                "app",
                "v1",
                "--service-definition",
                file("{\"DesiredCount\": 2, \"deploymentConfiguration\": {\"maximumPercent\": \"150\"}}"));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--service-definition: unknown member /DesiredCount")
                .contains(
                        "--service-definition: /deploymentConfiguration/maximumPercent must be a whole number, but is \"150\"");
        assertThat(cloud.writesSince(before)).isEmpty();
    }

    @Test
    void theLiveOnesCountCountsMoreThanTheFilesAndThatIsSaid() throws IOException {
        cloud.deploy("app", "v1", "--count", "7");

        Ran ran = cloud.deploy("app", "v2", "--service-definition", file(SPOT));

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.describe("svc-app-v2").desiredCount()).isEqualTo(7);
        assertThat(ran.err())
                .contains("--service-definition's desiredCount 3 is not used: v1, which is live, has 7 tasks");
    }
}
