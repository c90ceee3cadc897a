package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One request and one answer in the terms of HTTP and of trees; what a protocol reads and writes. */
public final class Wire {

    private Wire() {}

    /** An HTTP request to the emulator's port. Header names are lower case. */
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * A call understood as far as its protocol goes.
     *
     * @param service the SDK's short name, as in {@link Operations#service()}
     * @param input members as spelled on the wire
     */
    public record Call(String service, String operation, ObjectNode input) {}

    public record Reply(int status, Map<String, String> headers, byte[] body) {}

    /**
     * The answer to a call that came without a protocol.
     *
     * @param output members as spelled on the wire, timestamps as POJO nodes that hold an {@link java.time.Instant};
     *     null if AWS refused
     * @param refusal the error as the service's SDK expects it; null if all went well
     */
    public record Answer(ObjectNode output, Reply refusal) {}

    /** A way in which AWS services talk. */
    interface Protocol {

        /** Whether the request is spoken in this protocol. */
        boolean speaks(Request request);

        Shapes.Scalars scalars();

        /** @throws AwsError if the request cannot be understood */
        Call read(Request request);

        Reply write(Call call, ObjectNode output, String requestId);

        /** @param call null if it was not understood */
        Reply write(Call call, AwsError error, String requestId);
    }
}
