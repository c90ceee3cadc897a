package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.SidecarVariables;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.execute.AppCall;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.observe.BusyPorts;
import io.ecsdrain.sidecar.observe.BusyUrl;
import io.ecsdrain.sidecar.observe.Network;
import io.ecsdrain.sidecar.observe.SessionField;
import io.ecsdrain.sidecar.report.LineRules;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarConfigTest {

    private static final Map<String, String> LEAST = Map.of(
            "DEPLOYMENT_NAME",
            "app",
            "DEPLOYMENT_ID",
            "d1",
            "ECS_CONTAINER_METADATA_URI_V4",
            "http://127.0.0.1:9/v4/x");

    @Test
    void hasTheDefaultsOfTheContract() {
        assertThat(SidecarConfig.from(LEAST))
                .isEqualTo(new SidecarConfig(
                        new DeploymentKey("app", "d1"),
                        "/apps/app/d1/state",
                        new DrainRules(
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(600),
                                false,
                                Optional.empty(),
                                Set.of(),
                                Duration.ofSeconds(5)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new LineRules(Duration.ofSeconds(5), true, 60),
                        EmitMode.ALWAYS,
                        Optional.empty(),
                        9901,
                        false,
                        Optional.empty(),
                        Optional.of(URI.create("http://127.0.0.1:9/v4/x")),
                        "unknown",
                        AwsAccess.DEFAULT,
                        List.of()));
    }

    @Test
    void mapsEveryVariable() throws Exception {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.remove("ECS_CONTAINER_METADATA_URI_V4");
        environment.putAll(Map.of(
                "DRAIN_POLL_SECONDS", "0.5",
                "DRAIN_EMIT_SECONDS", "2.5",
                "DRAIN_GRACE_SECONDS", "3",
                "DRAIN_BUSY_FORGET_SECONDS", "7",
                "DRAIN_BUSY_UNKNOWN_SECONDS", "90",
                "DRAIN_REQUIRE_BUSY", "true",
                "DRAIN_HOST", "0.0.0.0",
                "DRAIN_PORT", "8080",
                "DRAIN_EMIT", "draining",
                "DRAIN_METRIC_RESOLUTION", "1"));
        environment.putAll(Map.of(
                "DRAIN_BUSY_URL", "http://localhost:8081/worker",
                "DRAIN_BUSY_FIELD", "/active_jobs",
                "DRAIN_BUSY_PORTS", "8081, 8443",
                "DRAIN_BUSY_PORT_SECONDS", "2.5",
                "DRAIN_BUSY_PORT_PEERS", "10.0.0.0/16,fd00::/8",
                "DRAIN_METRIC", "false",
                "DRAIN_NOTIFY_URL", "http://localhost:8081/admin",
                "DRAIN_NOTIFY_METHOD", "PUT",
                "DRAIN_NOTIFY_BODY", "{\"mode\":\"{state}\"}",
                "DRAIN_NOTIFY_STATES", "draining, active"));
        environment.putAll(Map.of(
                "DRAIN_QUIET_SECONDS",
                "4",
                "DRAIN_SETTLE_SECONDS",
                "4.5",
                "TASK_ID",
                "t1",
                "DRAIN_TASK_PROTECTION",
                "true",
                "AWS_REGION",
                "eu-west-1",
                "ECS_AGENT_URI",
                "http://127.0.0.1:9/api/x"));

        assertThat(SidecarConfig.from(environment))
                .isEqualTo(
                        new SidecarConfig(
                                new DeploymentKey("app", "d1"),
                                "/apps/app/d1/state",
                                new DrainRules(
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofMillis(4500),
                                        Duration.ofSeconds(7),
                                        true,
                                        Optional.of(Duration.ofSeconds(90)),
                                        Set.of("@connections", "@url"),
                                        Duration.ofMillis(500)),
                                Optional.of(new BusyPorts(
                                        Set.of(8081, 8443),
                                        Duration.ofMillis(2500),
                                        List.of(
                                                Network.parse("10.0.0.0/16").orElseThrow(),
                                                Network.parse("fd00::/8").orElseThrow()))),
                                Optional.of(new BusyUrl(
                                        URI.create("http://localhost:8081/worker"),
                                        SessionField.parse("/active_jobs").orElseThrow())),
                                Optional.of(new AppCall(
                                        URI.create("http://localhost:8081/admin"),
                                        "PUT",
                                        Optional.of("{\"mode\":\"{state}\"}"),
                                        Set.of(DrainPhase.ACTIVE, DrainPhase.DRAINING))),
                                new LineRules(Duration.ofMillis(2500), false, 1),
                                EmitMode.DRAINING,
                                Optional.of(InetAddress.getByAddress(new byte[4])),
                                8080,
                                true,
                                Optional.of(URI.create("http://127.0.0.1:9/api/x")),
                                Optional.empty(),
                                "t1",
                                new AwsAccess(
                                        Optional.of("eu-west-1"), Optional.empty(), Optional.empty(), Optional.empty()),
                                List.of(
                                        "DRAIN_METRIC=false leaves out the metric: a reaper without EVIDENCE=log reads nothing else, and retires this deployment at MAX_AGE_HR, ready or not",
                                        "DRAIN_HOST 0.0.0.0 IS NOT LOOPBACK: every client that reaches this address reads and reports for this task")));
    }

    @Test
    void emitsAtLeastEveryFifteenSecondsUnlessToldOtherwise() {
        assertThat(SidecarConfig.from(with("DRAIN_POLL_SECONDS", "120")).lines().every())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aConnectionHasToLastNoLongerThanTheGraceUnlessToldSo() {
        Map<String, String> environment = with("DRAIN_BUSY_PORTS", "80");
        assertThat(SidecarConfig.from(environment).busyPorts().orElseThrow().lasting())
                .isEqualTo(Duration.ofSeconds(10));
        environment.put("DRAIN_GRACE_SECONDS", "0.5");
        assertThat(SidecarConfig.from(environment).busyPorts().orElseThrow().lasting())
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTaskSettlesNoSoonerThanAConnectionCounts() {
        Map<String, String> environment = with("DRAIN_BUSY_PORTS", "80");
        assertThat(SidecarConfig.from(environment).rules().settle()).isEqualTo(Duration.ofSeconds(30));
        environment.put("DRAIN_GRACE_SECONDS", "60");
        environment.put("DRAIN_BUSY_PORT_SECONDS", "45");
        assertThat(SidecarConfig.from(environment).rules().settle()).isEqualTo(Duration.ofSeconds(45));
        environment.remove("DRAIN_BUSY_PORTS");
        assertThat(SidecarConfig.from(environment).rules().settle()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aContradictingParameterWinsWithAWarning() {
        SidecarConfig config = SidecarConfig.from(with("DRAIN_PARAM", "/apps/other/d1/state"));

        assertThat(config.parameter()).isEqualTo("/apps/other/d1/state");
        assertThat(config.warnings()).singleElement().asString().contains("/apps/other/d1/state", "/apps/app/d1/state");
        assertThat(SidecarConfig.from(with("DRAIN_PARAM", "/apps/app/d1/state")).warnings())
                .isEmpty();
    }

    @Test
    void aTaskWithoutAnIdIsUnknownWithAWarning() {
        SidecarConfig config = SidecarConfig.from(Map.of("DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "d1"));

        assertThat(config.taskId()).isEqualTo("unknown");
        assertThat(config.warnings()).singleElement().asString().contains("TASK_ID");
    }

    @Test
    void aVariableThatLooksLikeOursButIsNotChangesNothingWithAWarning() {
        assertThat(SidecarConfig.from(with("DRAIN_POLL_SECOND", "1")).warnings())
                .containsExactly("DRAIN_POLL_SECOND is none of the sidecar's variables and changes nothing");
    }

    @Test
    void threeBadVariablesGiveThreeMessages() {
        ConfigurationException e = catchThrowableOfType(
                ConfigurationException.class,
                () -> SidecarConfig.from(Map.of(
                        "DEPLOYMENT_NAME",
                        "App",
                        "DRAIN_POLL_SECONDS",
                        "soon",
                        "DEPLOYMENT_ID",
                        "d1",
                        "DRAIN_PORT",
                        "70000")));

        assertThat(e.problems()).hasSize(3);
        assertThat(e.getMessage())
                .contains("DEPLOYMENT_NAME", "'App'", "DRAIN_POLL_SECONDS", "'soon'", "DRAIN_PORT", "'70000'");
    }

    @ParameterizedTest
    @CsvSource({
        "DRAIN_PARAM,no-slash",
        "DRAIN_PARAM,'/a b'",
        "DRAIN_POLL_SECONDS,0",
        "DRAIN_POLL_SECONDS,NaN",
        "DRAIN_POLL_SECONDS,''",
        "DRAIN_EMIT_SECONDS,61",
        "DRAIN_GRACE_SECONDS,-1",
        "DRAIN_QUIET_SECONDS,3601",
        "DRAIN_SETTLE_SECONDS,-1",
        "DRAIN_BUSY_FORGET_SECONDS,x",
        "DRAIN_REQUIRE_BUSY,yes",
        "DRAIN_HOST,' '",
        "DRAIN_HOST,'two words'",
        "DRAIN_HOST,no-such-host.invalid",
        "DRAIN_PORT,0",
        "DRAIN_PORT,1.5",
        "DRAIN_EMIT,sometimes",
        "DRAIN_METRIC,0",
        "DRAIN_METRIC_RESOLUTION,30",
        "DRAIN_TASK_PROTECTION,maybe",
        "DRAIN_TASK_PROTECTION,true",
        "ECS_CONTAINER_METADATA_URI_V4,not a uri",
        "ECS_CONTAINER_METADATA_URI_V4,file:///etc/passwd",
        "ECS_AGENT_URI,ftp://x",
        "TASK_ID,'two words'",
        "AWS_REGION,''",
        "AWS_ENDPOINT_URL,localhost:4566",
        "AWS_ENDPOINT_URL,''"
    })
    void aBadValueIsOneMessageThatNamesTheVariable(String variable, String value) {
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> SidecarConfig.from(with(variable, value)));

        assertThat(e.problems()).singleElement().asString().contains(variable);
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(variable, value);
        return environment;
    }

    @Test
    void theWordsOfAChoiceAreThoseOfItsConstants() {
        assertThat(SidecarVariables.DRAIN_EMIT.words())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EmitMode.values())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRAIN_BUSY_PORTS=0                                         | DRAIN_BUSY_PORTS must be ports",
                "DRAIN_BUSY_PORTS=8080,,8081                                | DRAIN_BUSY_PORTS must be ports",
                "DRAIN_BUSY_PORTS=9901                                      | where the sidecar itself listens",
                "DRAIN_BUSY_PORTS=80 DRAIN_BUSY_PORT_PEERS=10.0.0.0/33      | DRAIN_BUSY_PORT_PEERS must be addresses",
                "DRAIN_BUSY_PORTS=80 DRAIN_BUSY_PORT_SECONDS=31             | is longer than DRAIN_GRACE_SECONDS 30",
                "DRAIN_BUSY_PORTS=80 DRAIN_SETTLE_SECONDS=9                 | is shorter than DRAIN_BUSY_PORT_SECONDS 10",
                "DRAIN_BUSY_URL=http://localhost:81/                        | belong together",
                "DRAIN_BUSY_FIELD=/a                                        | belong together",
                "DRAIN_BUSY_URL=http://localhost:81/ DRAIN_BUSY_FIELD=~     | DRAIN_BUSY_FIELD must be a JSON Pointer",
                "DRAIN_BUSY_URL=http://10.0.0.7/ DRAIN_BUSY_FIELD=/a        | which is not on this task's loopback",
                "DRAIN_BUSY_URL=https://localhost/ DRAIN_BUSY_FIELD=/a      | must be an http URL",
                "DRAIN_BUSY_URL=http://u:p@localhost/ DRAIN_BUSY_FIELD=/a   | must not hold a user or a password",
                "DRAIN_BUSY_URL=http://localhost:99999/ DRAIN_BUSY_FIELD=/a | must be from 1 to 65535",
                "DRAIN_BUSY_URL=http://localhost:9901/ DRAIN_BUSY_FIELD=/a  | is the sidecar itself",
                "DRAIN_NOTIFY_URL=http://10.0.0.7/                          | which is not on this task's loopback",
                "DRAIN_NOTIFY_URL=http://localhost.evil.example/            | which is not on this task's loopback",
                "DRAIN_NOTIFY_URL=https://localhost/                        | DRAIN_NOTIFY_URL must be an http URL",
                "DRAIN_NOTIFY_URL=http://u:p@localhost/                     | must not hold a user or a password",
                "DRAIN_NOTIFY_URL=http://localhost:9901/                    | is the sidecar itself",
                "DRAIN_NOTIFY_URL=http://localhost/ DRAIN_NOTIFY_METHOD=get | DRAIN_NOTIFY_METHOD must be POST, PUT or GET",
                "DRAIN_NOTIFY_URL=http://localhost/ DRAIN_NOTIFY_STATES=ready | DRAIN_NOTIFY_STATES must be states out of",
                "DRAIN_NOTIFY_URL=http://localhost/ DRAIN_NOTIFY_STATES=unknown | DRAIN_NOTIFY_STATES must be states out of",
                "DRAIN_NOTIFY_URL=http://localhost/ DRAIN_NOTIFY_METHOD=GET DRAIN_NOTIFY_BODY=x | a GET has no body",
            })
    void aUrlOrASourceThatCannotBeMeantIsRefused(String variables, String said) {
        Map<String, String> environment = new HashMap<>(LEAST);
        for (String variable : variables.strip().split(" ")) {
            environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> SidecarConfig.from(environment))
                .hasMessageContaining(said)
                .hasMessageNotContaining("u:p");
    }
}
