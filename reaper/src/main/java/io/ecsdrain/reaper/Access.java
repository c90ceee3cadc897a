package io.ecsdrain.reaper;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.inventory.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The way to AWS from a command line, where region and credentials have to be set by a person. */
final class Access {

    private Access() {}

    /**
     * Clients with an endpoint, a region and credentials.
     *
     * @throws ConfigurationException if no region or no credentials are found, in words that say what to set
     */
    static AwsClients open(CommandLine line) {
        List<String> missing = new ArrayList<>();
        if (line.region().isEmpty() && !finds(() -> new DefaultAwsRegionProviderChain().getRegion())) {
            missing.add("no AWS region: give --region or set AWS_REGION (or AWS_PROFILE, if that profile names one)");
        }
        if (!finds(() -> DefaultCredentialsProvider.builder().build().resolveCredentials())) {
            missing.add("no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                    + " (with AWS_SESSION_TOKEN if they are temporary), or run where a role provides them");
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(missing);
        }
        return AwsClients.create(line.endpoint(), line.region());
    }

    private static boolean finds(Runnable search) {
        try {
            search.run();
            return true;
        } catch (SdkClientException none) {
            return false;
        }
    }
}
