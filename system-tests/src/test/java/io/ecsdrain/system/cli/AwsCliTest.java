package io.ecsdrain.system.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The AWS CLI of the distribution, unchanged, against local-aws. */
@NeedsAwsCli
class AwsCliTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aParameterThatIsPutIsRead() throws Exception {
        cli("ssm put-parameter --name /apps/myapp/1/state --type String --value active");
        JsonNode answer = cli("ssm get-parameter --name /apps/myapp/1/state");
        assertThat(answer.at("/Parameter/Value").asText()).isEqualTo("active");
        assertThat(answer.at("/Parameter/Version").asInt()).isEqualTo(1);
    }

    @Test
    void servicesAndTasksAreListedAndDescribed() throws Exception {
        String targetGroup = balancer();
        cli("ecs create-cluster --cluster-name c");
        cli("ecs register-task-definition --family f --network-mode awsvpc --container-definitions"
                + " [{\"name\":\"app\",\"image\":\"i\",\"portMappings\":[{\"containerPort\":8080}]}]");
        cli("ecs create-service --cluster c --service-name s --task-definition f --desired-count 2"
                + " --network-configuration awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}"
                + " --load-balancers targetGroupArn=" + targetGroup + ",containerName=app,containerPort=8080");
        assertThat(cli("ecs list-services --cluster c").at("/serviceArns")).hasSize(1);
        assertThat(cli("ecs describe-services --cluster c --services s").at("/services/0/desiredCount"))
                .hasToString("2");
        await().atMost(SOON)
                .until(() -> cli("ecs list-tasks --cluster c --service-name s").at("/taskArns"), hasSize(2));
        JsonNode arns = cli("ecs list-tasks --cluster c --service-name s").at("/taskArns");
        String both = arns.get(0).asText() + " " + arns.get(1).asText();
        assertThat(cli("ecs describe-tasks --cluster c --tasks " + both).at("/tasks"))
                .hasSize(2);
        await().atMost(SOON)
                .until(
                        () -> cli("elbv2 describe-target-health --target-group-arn " + targetGroup)
                                .at("/TargetHealthDescriptions"),
                        hasSize(2));
    }

    private static Predicate<JsonNode> hasSize(int wanted) {
        return list -> list.size() == wanted;
    }

    @Test
    void rulesAreDescribed() throws Exception {
        balancer();
        String balancer = cli("elbv2 describe-load-balancers")
                .at("/LoadBalancers/0/LoadBalancerArn")
                .asText();
        String listener = cli("elbv2 describe-listeners --load-balancer-arn " + balancer)
                .at("/Listeners/0/ListenerArn")
                .asText();
        JsonNode rules = cli("elbv2 describe-rules --listener-arn " + listener).at("/Rules");
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).get("Priority").asText()).isEqualTo("default");
    }

    @Test
    void aMetricThatIsPutIsReadInBothWays() throws Exception {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        String window = " --start-time " + minute.minusSeconds(60) + " --end-time " + minute.plusSeconds(60);
        cli("cloudwatch put-metric-data --namespace App/Drain --metric-data"
                + " [{\"MetricName\":\"ShutdownReady\",\"Unit\":\"Count\",\"Value\":1,\"Timestamp\":\"" + minute
                + "\",\"Dimensions\":[{\"Name\":\"task_id\",\"Value\":\"t\"}]}]");
        JsonNode data = cli("cloudwatch get-metric-data" + window + " --metric-data-queries"
                + " [{\"Id\":\"m\",\"MetricStat\":{\"Period\":60,\"Stat\":\"Minimum\",\"Metric\":{\"Namespace\":\"App/Drain\","
                + "\"MetricName\":\"ShutdownReady\",\"Dimensions\":[{\"Name\":\"task_id\",\"Value\":\"t\"}]}}}]");
        assertThat(data.at("/MetricDataResults/0/Values/0").asDouble()).isEqualTo(1.0);
        JsonNode statistics =
                cli("cloudwatch get-metric-statistics --namespace App/Drain --metric-name ShutdownReady --dimensions"
                        + " Name=task_id,Value=t --period 60 --statistics Minimum" + window);
        assertThat(statistics.at("/Datapoints/0/Minimum").asDouble()).isEqualTo(1.0);
    }

    /** A load balancer whose listener forwards to a target group; returns the group's ARN. */
    private String balancer() throws Exception {
        String group =
                cli("elbv2 create-target-group --name tg --protocol HTTP --port 8080 --vpc-id vpc-1 --target-type ip")
                        .at("/TargetGroups/0/TargetGroupArn")
                        .asText();
        String balancer = cli("elbv2 create-load-balancer --name lb --subnets subnet-1 subnet-2")
                .at("/LoadBalancers/0/LoadBalancerArn")
                .asText();
        cli("elbv2 create-listener --load-balancer-arn " + balancer
                + " --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=" + group);
        return group;
    }

    /** @param line arguments that hold no blank, with a blank between them */
    private JsonNode cli(String line) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(NeedsAwsCli.Condition.executable().orElseThrow()));
        command.addAll(List.of("--endpoint-url", aws.endpoint().toString(), "--output", "json"));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_REGION", aws.region());
        builder.environment().put("AWS_DEFAULT_REGION", aws.region());
        builder.environment().put("AWS_ACCESS_KEY_ID", "someone");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_PAGER", "");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", command) + "\n" + said)
                .isZero();
        return said.isBlank() ? JSON.createObjectNode() : JSON.readTree(said);
    }
}
