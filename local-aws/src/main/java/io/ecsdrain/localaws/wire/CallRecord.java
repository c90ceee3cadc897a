package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One call as it arrived, in order of completion.
 *
 * @param seq 1, 2, 3, ...
 * @param accessKey the access key id of the signature, which names the role; empty if unsigned
 * @param service the SDK's short name, as in {@link Operations#service()}
 * @param input members as spelled on the wire; timestamps as the protocol carried them
 * @param errorCode the short code of the answer, or null if it succeeded
 */
public record CallRecord(
        long seq, Instant at, String accessKey, String service, String operation, JsonNode input, String errorCode) {}
