package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * AWS JSON 1.1 (ECS, SSM, Application Auto Scaling, CloudWatch Logs) and 1.0 (CloudWatch, as newer botocores speak it).
 */
final class JsonProtocol implements Wire.Protocol {

    private static final Map<String, String> SERVICE_OF_TARGET = Map.of(
            "AmazonEC2ContainerServiceV20141113", "ecs",
            "AmazonSSM", "ssm",
            "AnyScaleFrontendService", "application-autoscaling",
            "Logs_20140328", "logs",
            "GraniteServiceVersion20100801", "cloudwatch");

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Override
    public boolean speaks(Wire.Request request) {
        return !request.header("x-amz-target").isEmpty();
    }

    @Override
    public Shapes.Scalars scalars() {
        return Shapes.Scalars.TYPED;
    }

    @Override
    public Wire.Call read(Wire.Request request) {
        String target = request.header("x-amz-target");
        int dot = target.indexOf('.');
        String service = dot < 0 ? null : SERVICE_OF_TARGET.get(target.substring(0, dot));
        if (service == null) {
            throw AwsError.badRequest("UnknownOperationException", "unknown X-Amz-Target: " + target);
        }
        return new Wire.Call(service, target.substring(dot + 1), body(request));
    }

    private ObjectNode body(Wire.Request request) {
        try {
            JsonNode tree = JSON.readTree(request.body());
            if (tree instanceof ObjectNode object) {
                return object;
            }
            if (tree == null || tree.isMissingNode()) {
                return JSON.createObjectNode();
            }
            throw AwsError.badRequest("SerializationException", "the body is not a JSON object");
        } catch (IOException e) {
            throw AwsError.badRequest("SerializationException", "the body is not JSON: " + e.getMessage());
        }
    }

    @Override
    public Wire.Reply write(Wire.Call call, ObjectNode output, String requestId) {
        return reply(200, Timestamps.asNumbers(output), call, requestId);
    }

    @Override
    public Wire.Reply write(Wire.Call call, AwsError error, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("__type", error.code()).put("message", error.getMessage());
        return reply(error.httpStatus(), body, call, requestId);
    }

    private Wire.Reply reply(int status, JsonNode body, Wire.Call call, String requestId) {
        String version = call != null && call.service().equals("cloudwatch") ? "1.0" : "1.1";
        try {
            return new Wire.Reply(
                    status,
                    Map.of("Content-Type", "application/x-amz-json-" + version, "x-amzn-RequestId", requestId),
                    JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
