package io.ecsdrain.inventory.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a person has to set before AWS can be asked anything, in place of the SDK's list of all places it looked at. */
public final class MissingSetup {

    /** How the SDK's region chain begins when it ends empty-handed. */
    private static final String NO_REGION = "Unable to load region";

    /** Likewise its credentials chain. */
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private MissingSetup() {}

    /** One sentence; empty if {@code failure} is of another kind. */
    public static Optional<String> of(Exception failure) {
        String said = failure instanceof SdkClientException ? String.valueOf(failure.getMessage()) : "";
        if (said.startsWith(NO_REGION)) {
            return Optional.of("no region was found: give --region or set AWS_REGION");
        }
        return said.startsWith(NO_CREDENTIALS)
                ? Optional.of("no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY, or run where a role gives them")
                : Optional.empty();
    }
}
