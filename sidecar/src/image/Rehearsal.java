import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Plays one short life of a task around the sidecar while the image is built, so that the start-up cache knows the classes of the
 * real path: polling, an app's questions, a busy report, draining, ready, SIGTERM. Takes the sidecar's command line as
 * arguments; uses the JDK alone and runs as one source file. Fails if any step of the life does not happen.
 */
public final class Rehearsal {

    private static final String TASK_ARN =
            "arn:aws:ecs:eu-west-1:123456789012:task/rehearsal/0123456789abcdef0123456789abcdef";
    private static final String CREDENTIALS =
            "{\"AccessKeyId\":\"rehearsal\",\"SecretAccessKey\":\"rehearsal\",\"Token\":\"rehearsal\","
                    + "\"Expiration\":\"2099-01-01T00:00:00Z\"}";
    private static final String AWS = "ssm.eu-west-1.amazonaws.com";
    private static final int HTTPS = 443;
    private static final String JSON = "application/json";
    private static final String PASSWORD = "rehearsal";
    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static volatile String state = "active";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String sidecar;

    private Rehearsal(int port) {
        sidecar = "http://127.0.0.1:" + port;
    }

    public static void main(String[] command) throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        Path store = Files.createTempDirectory("rehearsal").resolve("tls.p12");
        // As on AWS, without AWS_ENDPOINT_URL: the endpoint's own name, which leads to us, and its port.
        Path hosts = store.resolveSibling("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost " + AWS + "\n");
        HttpsServer aws = HttpsServer.create(new InetSocketAddress(loopback, HTTPS), 0);
        aws.setHttpsConfigurator(new HttpsConfigurator(certified(store)));
        aws.createContext("/", Rehearsal::getParameters);
        aws.start();
        HttpServer agent = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        agent.createContext("/metadata/task", exchange -> answer(exchange, JSON, "{\"TaskARN\":\"" + TASK_ARN + "\"}"));
        agent.createContext("/credentials", exchange -> answer(exchange, JSON, CREDENTIALS));
        agent.start();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        Process process = start(
                trusting(command, store, hosts),
                "http://127.0.0.1:" + agent.getAddress().getPort(),
                port);
        try {
            new Rehearsal(port).play(process);
            process.destroy();
            // The cache is written on the way out.
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sidecar did not end");
            }
        } finally {
            process.destroyForcibly();
            aws.stop(0);
            agent.stop(0);
        }
    }

    /** The sidecar's command line with our certificate in place of the public ones, and our addresses. */
    private static List<String> trusting(String[] command, Path store, Path hosts) {
        List<String> trusting = new ArrayList<>(List.of(command));
        trusting.addAll(1, List.of(
                "-Djavax.net.ssl.trustStore=" + store,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-Djdk.net.hosts.file=" + hosts));
        return trusting;
    }

    /** AWS is reached by TLS, whose classes are a good part of the real start. */
    private static SSLContext certified(Path store) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD,
                        "-alias", "aws", "-keyalg", "RSA", "-dname", "CN=" + AWS, "-ext", "SAN=dns:" + AWS)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Process start(List<String> command, String agent, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        var environment = builder.environment();
        environment.put("DEPLOYMENT_NAME", "rehearsal");
        environment.put("DEPLOYMENT_ID", "20260101-000000-abc1234");
        environment.put("DRAIN_POLL_SECONDS", "1");
        environment.put("DRAIN_EMIT_SECONDS", "1");
        environment.put("DRAIN_GRACE_SECONDS", "1");
        environment.put("DRAIN_QUIET_SECONDS", "0");
        environment.put("DRAIN_SETTLE_SECONDS", "0");
        environment.put("DRAIN_BUSY_UNKNOWN_SECONDS", "0");
        environment.put("DRAIN_PORT", Integer.toString(port));
        environment.put("ECS_CONTAINER_METADATA_URI_V4", agent + "/metadata");
        environment.put("AWS_REGION", "eu-west-1");
        // As from ECS, which gives the part after the host; this one may name loopback.
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent + "/credentials");
        return builder.start();
    }

    private void play(Process process) throws Exception {
        await(process, "/health", body -> true);
        await(process, "/drain", body -> body.contains("\"active\""));
        HttpRequest busy = HttpRequest.newBuilder(URI.create(sidecar + "/busy/app"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"count\":0,\"ttl_seconds\":60}"))
                .build();
        client.send(busy, BodyHandlers.ofString());
        state = "draining";
        await(process, "/drain?wait=1", body -> body.matches("(?s).*\"shutdown_ready\"\\s*:\\s*true.*"));
    }

    private void await(Process process, String path, Predicate<String> expected) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        HttpRequest request = HttpRequest.newBuilder(URI.create(sidecar + path)).build();
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            try {
                var response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200 && expected.test(response.body())) {
                    return;
                }
            } catch (IOException notYetListening) {
                // Asked again below.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("no expected answer from " + path);
    }

    /** A fence stands from the beginning of the drain. Its state is the write that version and date name. */
    private static void getParameters(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestHeaders().getFirst("X-Amz-Target").equals("AmazonSSM.GetParameters")) {
            throw new IOException("asked for something else than state and fence");
        }
        String fence = "{\\\"nonce\\\":\\\"" + NONCE + "\\\",\\\"state\\\":\\\"1@2026-01-01T00:00:00Z\\\",\\\"rules\\\":\\\""
                + "0".repeat(64) + "\\\"}";
        answer(exchange, "application/x-amz-json-1.1", "{\"Parameters\":["
                + parameter("fence", fence) + "," + parameter("state", state) + "],\"InvalidParameters\":[]}");
    }

    private static String parameter(String name, String value) {
        return "{\"Name\":\"/apps/rehearsal/20260101-000000-abc1234/" + name + "\",\"Type\":\"String\",\"Value\":\"" + value
                + "\",\"Version\":1,\"LastModifiedDate\":1767225600.0,\"DataType\":\"text\"}";
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
