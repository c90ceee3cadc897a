package io.ecsdrain.system.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar reaper.jar} in an environment of its own, in which nothing is set up. */
@NeedsReaperJar
class ReaperJarTest {

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();
    private LocalAws aws;

    private record Ended(int exit, String out, String err) {}

    @BeforeEach
    void anEmptyCluster() {
        aws = LocalAws.builder().start();
        try (AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM")) {
            team.ecs().createCluster(create -> create.clusterName("prod"));
        }
        variables.putAll(Map.of(
                "CLUSTER", "prod",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_ENDPOINT_URL", aws.endpoint().toString()));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-jar",
                LambdaProcess.JAR.toString());
        builder.command().addAll(java.util.List.of(arguments));
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        int exit = builder.start().waitFor();
        return new Ended(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private long callsByReaper() {
        return aws.calls().stream()
                .filter(call -> !call.accessKey().equals("AKTEAM"))
                .count();
    }

    @Test
    void withoutRegionAndCredentialsOneMessageSaysWhatToSetAndNoCallIsMade() throws Exception {
        Ended ended = run();
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("no AWS region") && line.contains("AWS_REGION"))
                .anyMatch(line -> line.contains("no AWS credentials") && line.contains("AWS_PROFILE"));
        assertThat(callsByReaper()).isZero();
    }

    @Test
    void aRunThatAwsRefusesSaysOnceThatNothingWasObserved() throws Exception {
        variables.putAll(
                Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "AK", "AWS_SECRET_ACCESS_KEY", "local"));
        aws.faults().on("ecs", "ListServices").then(io.ecsdrain.localaws.wire.Fault.serverError());
        Ended ended = run();
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .containsExactly(
                        "problem: the cluster could not be observed, so nothing was decided: ListServices:"
                                + " InternalServerError",
                        "summary: nothing was observed in prod, so nothing was decided or done");
    }

    @Test
    void anEmptyClusterIsOneLine() throws Exception {
        variables.putAll(
                Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "AK", "AWS_SECRET_ACCESS_KEY", "local"));
        Ended ended = run("--dry-run");
        assertThat(ended).isEqualTo(new Ended(0, "summary: no deployments in prod" + System.lineSeparator(), ""));
    }

    /**
     * 2,490 classes of netty and 723 of Apache's client once lay in each jar, for CVE scanners to find and the Lambda
     * to load.
     */
    @Test
    void noHttpClientLiesInItThatNoProgramUses() throws IOException {
        try (JarFile jar = new JarFile(LambdaProcess.JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(name -> name.startsWith("io/netty/") || name.startsWith("org/apache/http/"))
                    .anyMatch(name -> name.startsWith("software/amazon/awssdk/http/urlconnection/"));
        }
    }
}
