package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;

/** The SDK's own words, which may change with its version, are still recognised. */
class MissingSetupTest {

    @Test
    void whatIsNotSetUpIsSaidInASentenceAndNothingElseIs() {
        Exception noRegion = thrownBy(() -> new AwsRegionProviderChain(() -> {
                    throw SdkClientException.create("not here");
                })
                .getRegion());
        assertThat(MissingSetup.of(noRegion)).contains("no region was found: give --region or set AWS_REGION");
        Exception noCredentials = thrownBy(() -> AwsCredentialsProviderChain.of(() -> {
                    throw SdkClientException.create("nor here");
                })
                .resolveCredentials());
        assertThat(MissingSetup.of(noCredentials)).hasValueSatisfying(said -> assertThat(said)
                .startsWith("no AWS credentials were found: set AWS_PROFILE"));
        assertThat(MissingSetup.of(SdkClientException.create("Unable to execute HTTP request")))
                .isEmpty();
        assertThat(MissingSetup.of(new IllegalStateException(noRegion.getMessage())))
                .isEmpty();
    }

    private static Exception thrownBy(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException thrown) {
            return thrown;
        }
        throw new AssertionError("nothing was thrown");
    }
}
