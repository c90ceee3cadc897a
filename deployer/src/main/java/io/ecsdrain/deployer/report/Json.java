package io.ecsdrain.deployer.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.JsonOutput;
import io.ecsdrain.deployer.plan.look.Dangling;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.verb.Result;
import java.io.UncheckedIOException;
import java.util.List;

/** Results as JSON: members in snake case, absent values as null. */
public final class Json {

    /** JSON leaves direction marks and C1 controls as they are, and a terminal obeys them. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    public static String result(Result result) {
        ObjectNode json = versioned();
        json.put("verb", result.verb());
        key(json, result.key());
        json.put("exit", result.exit().status());
        json.put("summary", result.summary());
        json.put("live", result.liveId().orElse(null));
        json.put("url", result.url().orElse(null));
        texts(json.putArray("actions"), result.actions());
        texts(json.putArray("remarks"), result.remarks());
        texts(json.putArray("left"), result.left());
        return pretty(json);
    }

    public static String status(List<StatusRow> rows, List<String> remarks) {
        ObjectNode json = versioned();
        ArrayNode deployments = json.putArray("deployments");
        for (StatusRow row : rows) {
            ObjectNode each = deployments.addObject();
            key(each, row.key());
            each.put("live", row.live());
            each.put("state", row.state());
            each.put("service_state", row.tagState());
            each.put("desired", row.desired().orElse(null));
            each.put("tasks", row.tasks().orElse(null));
            each.put("stopping", row.stopping());
            each.put("ready", row.ready().orElse(null));
            each.put("age_seconds", row.age().map(age -> age.toSeconds()).orElse(null));
            each.put("routes", row.routes());
        }
        texts(json.putArray("remarks"), remarks);
        return pretty(json);
    }

    public static String verify(Dangling.Findings findings) {
        ObjectNode json = versioned();
        parts(json.putArray("dangling"), findings.dangling());
        parts(json.putArray("unknown_owner"), findings.unknownOwner());
        texts(json.putArray("unread"), findings.unread());
        return pretty(json);
    }

    private static void parts(ArrayNode array, List<Dangling> parts) {
        for (Dangling found : parts) {
            ObjectNode each = array.addObject();
            key(each, found.key());
            each.put("kind", found.kind());
            each.put("id", found.id());
            each.put("created_at", found.createdAt().orElse(null));
        }
    }

    /** An object to fill: every result says first which version of the schema it is of. */
    static ObjectNode versioned() {
        return MAPPER.createObjectNode().put("schema_version", JsonOutput.SCHEMA_VERSION);
    }

    public static String pretty(JsonNode json) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void key(ObjectNode json, DeploymentKey key) {
        json.put("deployment_name", key.name());
        json.put("deployment_id", key.id());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
