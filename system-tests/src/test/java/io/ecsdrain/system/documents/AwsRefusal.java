package io.ecsdrain.system.documents;

/** AWS's no, in the words of the protocol that was asked in. */
final class AwsRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean json;
    private final String code;

    AwsRefusal(boolean json, String code, String message) {
        super(message);
        this.json = json;
        this.code = code;
    }

    String body() {
        return json
                ? "{\"__type\":\"" + code + "\",\"message\":\"" + getMessage() + "\"}"
                : "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + getMessage()
                        + "</Message></Error></ErrorResponse>";
    }
}
