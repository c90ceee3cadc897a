package io.ecsdrain.localaws.wire;

import java.util.Map;

/** CloudWatch names an error twice: by a short code (Query, the compatibility header) and by its shape (CBOR). */
final class ErrorShapes {

    private static final Map<String, String> SHAPE_OF_CODE = Map.of(
            "InvalidParameterValue", "InvalidParameterValueException",
            "InvalidParameterCombination", "InvalidParameterCombinationException",
            "MissingParameter", "MissingRequiredParameterException",
            "InternalServiceError", "InternalServiceFault");

    private ErrorShapes() {}

    static String shapeName(String code) {
        return SHAPE_OF_CODE.getOrDefault(code, code);
    }
}
