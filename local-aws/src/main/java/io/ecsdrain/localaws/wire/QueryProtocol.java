package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** AWS Query: a form as request, XML as answer. ELBv2 speaks nothing else; older clients speak it to CloudWatch. */
final class QueryProtocol implements Wire.Protocol {

    /** A service that speaks Query, known by the API version that every request carries. */
    private record QueryService(String name, String namespace) {}

    private static final Map<String, QueryService> SERVICE_OF_VERSION = Map.of(
            "2015-12-01",
            new QueryService("elasticloadbalancing", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
            "2010-08-01",
            new QueryService("cloudwatch", "http://monitoring.amazonaws.com/doc/2010-08-01/"));

    @Override
    public boolean speaks(Wire.Request request) {
        return request.header("content-type").startsWith("application/x-www-form-urlencoded");
    }

    @Override
    public Shapes.Scalars scalars() {
        return Shapes.Scalars.TEXT;
    }

    @Override
    public Wire.Call read(Wire.Request request) {
        Map<String, String> form = form(new String(request.body(), StandardCharsets.UTF_8));
        String action = form.remove("Action");
        String version = form.remove("Version");
        if (action == null) {
            throw AwsError.badRequest("MissingAction", "the request has no Action");
        }
        QueryService service = version == null ? null : SERVICE_OF_VERSION.get(version);
        if (service == null) {
            throw AwsError.badRequest("InvalidAction", "unknown service version " + version + " for " + action);
        }
        ObjectNode input = FormTree.of(form);
        return new Wire.Call(service.name(), action, input);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                form.put(decoded(name), decoded(value));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AwsError.badRequest("MalformedQueryString", "not a form: " + e.getMessage());
        }
    }

    @Override
    public Wire.Reply write(Wire.Call call, ObjectNode output, String requestId) {
        XmlText xml = new XmlText();
        xml.open(call.operation() + "Response", namespace(call));
        xml.value(call.operation() + "Result", output);
        xml.open("ResponseMetadata").leaf("RequestId", requestId).close("ResponseMetadata");
        return reply(200, xml.close(call.operation() + "Response"), requestId);
    }

    @Override
    public Wire.Reply write(Wire.Call call, AwsError error, String requestId) {
        XmlText xml = new XmlText();
        xml.open("ErrorResponse", namespace(call)).open("Error");
        xml.leaf("Type", error.httpStatus() >= 500 ? "Receiver" : "Sender");
        xml.leaf("Code", error.code()).leaf("Message", error.getMessage()).close("Error");
        return reply(error.httpStatus(), xml.leaf("RequestId", requestId).close("ErrorResponse"), requestId);
    }

    private static Wire.Reply reply(int status, XmlText xml, String requestId) {
        return new Wire.Reply(
                status,
                Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId),
                xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String namespace(Wire.Call call) {
        return SERVICE_OF_VERSION.values().stream()
                .filter(service -> call != null && service.name().equals(call.service()))
                .map(QueryService::namespace)
                .findFirst()
                .orElse("http://webservices.amazon.com/AWSFault/2005-15-09");
    }
}
