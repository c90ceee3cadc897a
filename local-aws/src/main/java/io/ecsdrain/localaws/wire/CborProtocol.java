package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.ecsdrain.localaws.links.Switches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Smithy RPC v2 CBOR, which SDKs speak to CloudWatch. Timestamps are tag 1 around epoch seconds as float64, whole
 * seconds too: some decoders take nothing else.
 */
final class CborProtocol implements Wire.Protocol {

    private static final Pattern PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)");
    private static final int EPOCH_TIME_TAG = 1;
    private static final CBORMapper CBOR = CBORMapper.builder().build();

    private final Switches switches;

    CborProtocol(Switches switches) {
        this.switches = switches;
    }

    @Override
    public boolean speaks(Wire.Request request) {
        return PATH.matcher(request.path()).matches();
    }

    @Override
    public Shapes.Scalars scalars() {
        return Shapes.Scalars.TYPED;
    }

    @Override
    public Wire.Call read(Wire.Request request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !path.group(1).equals("GraniteServiceVersion20100801")) {
            throw AwsError.badRequest("UnknownOperationException", "unknown path: " + request.path());
        }
        try {
            JsonNode tree = request.body().length == 0 ? CBOR.createObjectNode() : CBOR.readTree(request.body());
            if (tree instanceof ObjectNode object) {
                return new Wire.Call("cloudwatch", path.group(2), object);
            }
            throw AwsError.badRequest("SerializationException", "the body is not a CBOR map");
        } catch (IOException e) {
            throw AwsError.badRequest("SerializationException", "the body is not CBOR: " + e.getMessage());
        }
    }

    @Override
    public Wire.Reply write(Wire.Call call, ObjectNode output, String requestId) {
        return new Wire.Reply(200, headers(requestId), encode(output));
    }

    @Override
    public Wire.Reply write(Wire.Call call, AwsError error, String requestId) {
        ObjectNode body = CBOR.createObjectNode()
                .put("__type", "com.amazonaws.cloudwatch#" + ErrorShapes.shapeName(error.code()))
                .put("message", error.getMessage());
        Map<String, String> headers = headers(requestId);
        String fault = error.httpStatus() >= 500 ? "Receiver" : "Sender";
        if (switches.get(WireSwitches.QUERY_ERROR_HEADER)) {
            headers.put("x-amzn-query-error", error.code() + ";" + fault);
        }
        return new Wire.Reply(error.httpStatus(), headers, encode(body));
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/cbor");
        headers.put("smithy-protocol", "rpc-v2-cbor");
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }

    private byte[] encode(JsonNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = CBOR.getFactory().createGenerator(bytes)) {
            encode(tree, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void encode(JsonNode tree, CBORGenerator out) throws IOException {
        Optional<Instant> at = Timestamps.in(tree);
        if (at.isPresent()) {
            out.writeTag(EPOCH_TIME_TAG);
            out.writeNumber(Timestamps.seconds(at.get()).doubleValue());
        } else if (tree instanceof ObjectNode object) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                out.writeFieldName(member.getKey());
                encode(member.getValue(), out);
            }
            out.writeEndObject();
        } else if (tree instanceof ArrayNode array) {
            out.writeStartArray(array, array.size());
            for (JsonNode element : array) {
                encode(element, out);
            }
            out.writeEndArray();
        } else {
            CBOR.writeTree(out, tree);
        }
    }
}
