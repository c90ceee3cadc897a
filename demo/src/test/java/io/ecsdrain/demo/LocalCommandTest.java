package io.ecsdrain.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.ConfigurationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** {@code drain local} as its user starts it: a process with arguments, an output, signals and an exit status. */
class LocalCommandTest {

    private static JavaProgram local(String... options) throws Exception {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "local";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new JavaProgram(Main.class, Map.of(), arguments);
    }

    @Test
    void saysWhereItListensAnswersAnSdkAndEndsOnSigterm() throws Exception {
        try (JavaProgram program = local("--port", "0")) {
            assertThat(program.firstLine()).matches("ready http://127\\.0\\.0\\.1:[1-9]\\d*");
            try (SsmClient ssm = ssm(URI.create(program.firstLine().substring("ready ".length())))) {
                ssm.putParameter(put -> put.name("/a").value("hello").type(ParameterType.STRING));
                assertThat(ssm.getParameter(get -> get.name("/a")).parameter().value())
                        .isEqualTo("hello");
            }

            program.terminate();
            assertThat(program.exit()).as("128 and SIGTERM's 15").isEqualTo(143);
            assertThat(program.out().lines()).hasSize(1);
            assertThat(program.err()).isEmpty();
        }
    }

    private static SsmClient ssm(URI endpoint) {
        return SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(once -> once.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNothingIsStarted() throws Exception {
        try (JavaProgram program = local("--port", "70000", "--tasks", "docker", "--colour", "--prot")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err().lines())
                    .containsExactlyInAnyOrder(
                            "drain: --port must be a whole number from 0 to 65535, but is '70000'",
                            "drain: --tasks must be one of inert, process, but is 'docker'",
                            "drain: unknown argument '--colour' (see --help)",
                            "drain: unknown argument '--prot'; did you mean --port? (see --help)");
            assertThat(program.out()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamedWithTheWayOutAndExitsWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                JavaProgram program = local("--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.err().strip())
                    .isEqualTo("drain: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use; --port 0 takes any free port");
            assertThat(program.out()).isEmpty();
        }
    }

    @Test
    void demoKnowsItsVersionAndRefusesWhatItDoesNotKnow() throws Exception {
        try (JavaProgram version = new JavaProgram(Main.class, Map.of(), "demo", "--version");
                JavaProgram wrong = new JavaProgram(Main.class, Map.of(), "demo", "--port", "3")) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("ecs-drain ");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err().lines())
                    .containsExactly(
                            "drain: unknown argument '--port' (see --help)",
                            "drain: unknown argument '3' (see --help)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "4566.0", "99999999999", "http", ""})
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPortThatIsNoneIsRefused(String port) {
        assertThat(problems("--port=" + port))
                .singleElement()
                .asString()
                .startsWith("--port must ")
                .endsWith("but is '" + port + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INERT", "processes", ""})
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTaskModeThatIsNoneIsRefused(String mode) {
        assertThat(problems("--port=0", "--tasks=" + mode))
                .singleElement()
                .asString()
                .startsWith("--tasks must ")
                .endsWith("but is '" + mode + "'");
    }

    private static List<String> problems(String... arguments) {
        List<String> problems = new ArrayList<>();
        CommandLine line = new CommandLine(new LocalCommand());
        line.setExecutionExceptionHandler((failed, command, result) -> {
            problems.addAll(((ConfigurationException) failed).problems());
            return 2;
        });
        assertThat(line.execute(arguments)).isEqualTo(2);
        return problems;
    }
}
