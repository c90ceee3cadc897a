package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"prod", "Prod_1-a", "arn:aws:ecs:eu-west-1:123456789012:cluster/prod"})
    void aClusterIsAShortNameOrAnArn(String cluster) {
        Settings settings = Settings.of(Map.of("CLUSTER", cluster));
        assertThat(AwsSettings.cluster(settings)).isEqualTo(cluster);
        assertThat(settings.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "arn:aws:ecs:eu-west-1:123456789012:service/prod"})
    void anythingElseIsNoCluster(String cluster) {
        Settings settings = Settings.of(Map.of("CLUSTER", cluster));
        AwsSettings.cluster(settings);
        assertThat(settings.problems())
                .containsExactly("CLUSTER must be the name or the ARN of a cluster, but is '" + cluster + "'");
    }

    @Test
    void regionAndEndpointAreOptionalAndTheClusterIsNot() {
        Settings settings = Settings.of(Map.of());
        assertThat(AwsSettings.region(settings)).isEmpty();
        assertThat(AwsSettings.endpoint(settings)).isEmpty();
        AwsSettings.cluster(settings);
        assertThat(settings.problems()).containsExactly("CLUSTER is required: the ECS cluster, short name or ARN");
    }

    @Test
    void aRegionAndAnEndpointAreHeldToTheirShape() {
        Settings good = Settings.of(Map.of("AWS_REGION", "us-gov-west-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:4566"));
        assertThat(AwsSettings.region(good)).contains("us-gov-west-1");
        assertThat(AwsSettings.endpoint(good)).contains(URI.create("http://127.0.0.1:4566"));
        assertThat(good.problems()).isEmpty();

        Settings bad = Settings.of(Map.of("AWS_REGION", "Ireland", "AWS_ENDPOINT_URL", "127.0.0.1:4566"));
        AwsSettings.region(bad);
        AwsSettings.endpoint(bad);
        assertThat(bad.problems())
                .containsExactly(
                        "AWS_REGION must be a region such as eu-west-1, but is 'Ireland'",
                        "AWS_ENDPOINT_URL must be an http or https URL, but is '127.0.0.1:4566'");
    }

    @ParameterizedTest
    @CsvSource({
        "us-iso-east-1, true",
        "eusc-de-east-1, true",
        "ap-southeast-12, true",
        "ireland, false",
        "eu-west, false",
        "eu-west-1a, false"
    })
    void aRegionEndsInItsNumberUnderWhateverName(String value, boolean region) {
        Settings settings = Settings.of(Map.of("region", value));
        AwsSettings.region(settings, "region");
        assertThat(settings.problems().isEmpty()).isEqualTo(region);
    }
}
