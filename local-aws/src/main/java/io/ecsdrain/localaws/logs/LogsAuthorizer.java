package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Authorizer;
import io.ecsdrain.localaws.links.World;
import java.util.List;

/**
 * What CloudWatch Logs asks IAM, after its page in the Service Authorization Reference. A group's ARN ends in
 * {@code :*}, as AWS's own examples for policies have it.
 */
final class LogsAuthorizer implements Authorizer {

    private final World world;

    LogsAuthorizer(World world) {
        this.world = world;
    }

    @Override
    public List<Authorization> asked(String operation, JsonNode in) {
        String group = in.path("logGroupName").asText("");
        String resource =
                switch (operation) {
                    case "DescribeLogGroups" -> "log-group:*";
                    case "PutLogEvents", "GetLogEvents" ->
                        "log-group:" + group + ":log-stream:"
                                + in.path("logStreamName").asText("");
                    default -> "log-group:" + group + ":*";
                };
        return List.of(Authorization.of("logs:" + operation, world.arn("logs", resource)));
    }
}
