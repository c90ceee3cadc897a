package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.sidecar.observe.CaBundle;
import io.ecsdrain.sidecar.observe.HttpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The AWS CLI's variables, with its precedence. */
class AwsEnvironmentTest {

    private static final URI PROXY = URI.create("http://proxy.internal:3128");

    @TempDir
    private Path directory;

    @Test
    void theServicesOwnEndpointComesBeforeTheGeneralOne() {
        assertThat(read("AWS_ENDPOINT_URL", "http://a:1").aws().endpoint()).contains(URI.create("http://a:1"));
        assertThat(read("AWS_ENDPOINT_URL", "http://a:1", "AWS_ENDPOINT_URL_SSM", "https://b")
                        .aws()
                        .endpoint())
                .contains(URI.create("https://b"));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://proxy.internal:3128",
        "https_proxy, http://proxy.internal:3128/",
        "HTTPS_PROXY, proxy.internal:3128",
        "HTTPS_PROXY, http://user:secret@proxy.internal:3128",
    })
    void aProxyIsTakenAsItIsUsuallyWritten(String variable, String value) {
        SidecarConfig config = read(variable, value, "NO_PROXY", " a.b ,, .c,10.0.0.0/8");

        assertThat(config.aws().proxy()).contains(new HttpProxy(PROXY, List.of("a.b", ".c", "10.0.0.0/8")));
        assertThat(config.warnings()).anyMatch(warning -> warning.contains("10.0.0.0/8 is a block"));
        assertThat(config.warnings().toString()).doesNotContain("secret");
    }

    @Test
    void aProxyForTheOtherSchemeIsNone() {
        assertThat(read("HTTP_PROXY", PROXY.toString()).aws().proxy()).isEmpty();
        assertThat(read("HTTP_PROXY", PROXY.toString(), "AWS_ENDPOINT_URL", "http://a:1")
                        .aws()
                        .proxy())
                .isPresent();
        assertThat(read("HTTPS_PROXY", "").aws().proxy()).isEmpty();
    }

    @Test
    void whatIsNotReadIsSaid() {
        assertThat(read("AWS_PROFILE", "loc", "AWS_CONFIG_FILE", "/c").warnings())
                .anyMatch(warning -> warning.startsWith("AWS_PROFILE is not read"))
                .anyMatch(warning -> warning.startsWith("AWS_CONFIG_FILE is not read"));
    }

    @Test
    void whatCannotBeUsedIsAProblemWithItsName() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "none");
        assertThatThrownBy(() -> read(
                        "HTTPS_PROXY", "https://proxy:1",
                        "AWS_ENDPOINT_URL_SSM", "ssm",
                        "AWS_CA_BUNDLE", empty.toString()))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anyMatch(
                                problem -> problem.contains("HTTPS_PROXY") && problem.contains("http://proxy.internal"))
                        .anyMatch(problem -> problem.contains("AWS_ENDPOINT_URL_SSM"))
                        .anyMatch(problem -> problem.contains("AWS_CA_BUNDLE") && problem.contains("PEM")));
    }

    @Test
    void theBundlesCertificatesAreTrustedAndNoOthers() throws Exception {
        TrustManagerFactory own = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        own.init((KeyStore) null);
        var ca = ((X509TrustManager) own.getTrustManagers()[0]).getAcceptedIssuers()[0];
        Path pem = Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(ca.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");

        assertThat(read("AWS_CA_BUNDLE", pem.toString()).aws().caBundle()).contains(pem);
        assertThat(((X509TrustManager) CaBundle.read(pem)[0]).getAcceptedIssuers())
                .containsExactly(ca);
    }

    private static SidecarConfig read(String... pairs) {
        Map<String, String> environment =
                new HashMap<>(Map.of("DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "d1", "TASK_ID", "t1"));
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return SidecarConfig.from(environment);
    }
}
