package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A server whose certificate no authority of the JVM's has signed, as behind a proxy that looks into TLS. */
class TrustedAuthorityTest {

    private static final String STORE_WORD = "changeit";
    private static final String ACTIVE = """
            {"Parameters": [{"Name": "/p", "Type": "String", "Value": "active", "Version": 1, "LastModifiedDate": 1767225600.0}]}
            """;

    @TempDir
    private Path directory;

    private KeyStore keys;
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        keys = selfSigned();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_WORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            byte[] answer = ACTIVE.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KeyStore selfSigned() throws Exception {
        Path store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_WORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, STORE_WORD.toCharArray());
        }
        return made;
    }

    private DrainSignal read(AwsAccess access) {
        URI endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (SsmClient client = SsmStateReaderTest.client(endpoint, access, Duration.ofSeconds(20))) {
            return new SsmStateReader("/p", "/f", client).read();
        }
    }

    @Test
    void theStateIsReadFromAServerThatTheBundleSpeaksFor() throws Exception {
        Path bundle = Files.writeString(
                directory.resolve("bundle.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");

        DrainSignal read =
                read(new AwsAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(bundle)));

        assertThat(read).isInstanceOfSatisfying(DrainSignal.Read.class, known -> assertThat(known.state())
                .isEqualTo(DeploymentState.ACTIVE));
    }

    @Test
    void withoutTheBundleTheServerIsNotTrusted() {
        assertThat(read(AwsAccess.DEFAULT)).isInstanceOfSatisfying(DrainSignal.ReadFailed.class, failed -> {
            assertThat(failed.problem()).isEqualTo(ReadProblem.UNREACHABLE);
            assertThat(failed.detail()).contains("certif");
        });
    }
}
