package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A parameter that any program in the account may have written: it forges no line, drives no terminal and widens no
 * table.
 */
class ForeignTextTest {

    private static final String FORGED = "retired\nshop/9 drained: a line of its own\r\u001b[2J\u202e";

    private final TestCloud cloud = new TestCloud();

    @BeforeEach
    void aStateOfSomeoneElse() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        put(FORGED);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void put(String value) {
        cloud.team.ssm().putParameter(put -> put.name("/apps/app/v1/state")
                .value(value)
                .type(ParameterType.STRING)
                .overwrite(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "explain",
                "reap --dry-run",
                "reap --yes",
                "verify",
                "status --output json",
                "explain --output json",
                "reap --dry-run --output json",
                "activate --deployment-id v2 --yes"
            })
    void noVerbShowsItRaw(String arguments) {
        Ran ran = cloud.run(
                (arguments.startsWith("activate") ? arguments + " --deployment-name app" : arguments).split(" "));

        assertThat(ran.out() + ran.err()).doesNotContain("\u001b", "\u202e", "\r");
        assertThat((ran.out() + ran.err()).lines()).noneMatch(line -> line.startsWith("shop/9"));
    }

    @Test
    void statusShowsItEscapedAndJsonKeepsItWhole() throws IOException {
        assertThat(cloud.run("status").out())
                .contains("retired\\nshop/9 drained: a line of its own\\r\\u001b[2J\\u202e");
        assertThat(new JsonMapper()
                        .readTree(cloud.run("status", "--output", "json").out())
                        .at("/deployments/0/state")
                        .asText())
                .isEqualTo(FORGED);
    }

    @Test
    void aLongValueDoesNotWidenTheTable() {
        put("x".repeat(4_000));

        assertThat(cloud.run("status").out().lines()).allMatch(line -> line.length() < 400);
        assertThat(cloud.run("status").out()).contains("(4000 characters)");
    }
}
