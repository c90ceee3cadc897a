package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ecs.TaskView;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One running task of an embedded AWS, with the endpoints that its agent offers, and its state parameter. */
public final class LocalTask {

    public static final String PARAMETER = "/apps/app/d1/state";
    private static final String FENCE = "/apps/app/d1/fence";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalAws aws;
    private final String id;

    /** @param aws on stepped time */
    public LocalTask(LocalAws aws) throws Exception {
        this.aws = aws;
        ecs("CreateCluster", "{'clusterName':'c'}");
        ecs(
                "RegisterTaskDefinition",
                "{'family':'f','networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],'cpu':'256','memory':'512',"
                        + "'containerDefinitions':[{'name':'app','image':'i'}]}");
        ecs(
                "CreateService",
                "{'cluster':'c','serviceName':'s','taskDefinition':'f','desiredCount':1,'launchType':'FARGATE',"
                        + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-a']}}}");
        aws.advance(Duration.ofSeconds(5));
        id = aws.ecs().tasks().get(0).id();
    }

    public String id() {
        return id;
    }

    public TaskView view() {
        return aws.ecs().task(id).orElseThrow();
    }

    public boolean isProtected() {
        return view().protectedUntil() != null && aws.now().isBefore(view().protectedUntil());
    }

    public URI agent() {
        return URI.create(aws.endpoint() + "/api/" + id);
    }

    public URI metadata() {
        return URI.create(aws.endpoint() + "/v4/" + id);
    }

    public void setState(String value) throws Exception {
        put(aws, value);
    }

    static void put(LocalAws aws, String value) throws Exception {
        put(aws, PARAMETER, value);
    }

    static void put(LocalAws aws, Fence fence) throws Exception {
        put(aws, FENCE, fence.json().replace("\"", "\\\""));
    }

    private static void put(LocalAws aws, String name, String value) throws Exception {
        call(
                HttpClient.newHttpClient(),
                aws,
                "AmazonSSM.PutParameter",
                "{'Name':'" + name + "','Value':'" + value + "','Type':'String','Overwrite':true}");
    }

    private void ecs(String operation, String body) throws Exception {
        call(http, aws, "AmazonEC2ContainerServiceV20141113." + operation, body);
    }

    private static void call(HttpClient http, LocalAws aws, String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(aws.endpoint())
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=AKTEST/20260101/eu-west-1/ecs/aws4_request")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
