package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import java.time.Instant;
import java.util.List;

/**
 * One call as it arrived, in order of completion.
 *
 * @param seq 1, 2, 3, ...
 * @param accessKey the access key id of the signature, which names the role; empty if unsigned
 * @param service the SDK's short name, as in {@link Operations#service()}
 * @param input members as spelled on the wire; timestamps as the protocol carried them
 * @param errorCode the short code of the answer, or null if it succeeded
 * @param authorizations what IAM was asked, as things were before the call; empty if the call was not looked at, being
 *     unknown or refused by the fault plan
 */
public record CallRecord(
        long seq,
        Instant at,
        String accessKey,
        String service,
        String operation,
        JsonNode input,
        String errorCode,
        List<Authorization> authorizations) {

    public CallRecord {
        authorizations = List.copyOf(authorizations);
    }

    CallRecord numbered(long number) {
        return new CallRecord(number, at, accessKey, service, operation, input, errorCode, authorizations);
    }
}
