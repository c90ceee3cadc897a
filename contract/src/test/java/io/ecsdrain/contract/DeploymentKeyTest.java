package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "A",
                "a_b",
                "a/b",
                "a.b",
                "a b",
                "ä",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void anIllegalNameIsRefusedWithTheValueAndThePattern(String name) {
        assertThatThrownBy(() -> new DeploymentKey(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deployment name")
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(Names.PATTERN);
    }

    @ParameterizedTest
    @CsvSource({
        "app, svc-app-20251028-183000-abc1234, true",
        "app, svc-app-eu-20251028-183000-abc1234, false",
        "app-eu, svc-app-eu-20251028-183000-abc1234, true",
        "app, svc-app-v2, false",
        "app, svc-app-20251028-183000-ABC1234, false",
        "app, svc-app-20251028-183000-abc12, false",
        "app, app-20251028-183000-abc1234, false"
    })
    void onlyANameWhoseWholeRestIsAScriptsIdIsAdopted(String name, String serviceName, boolean adopted) {
        assertThat(DeploymentKey.adopt(name, serviceName).isPresent()).isEqualTo(adopted);
    }

    @Property
    void aStateParameterReadsBackAsItsDeployment(
            @ForAll @StringLength(min = 1, max = 63) String name, @ForAll @StringLength(min = 1, max = 63) String id) {
        if (Names.isValid(name) && Names.isValid(id)) {
            DeploymentKey key = new DeploymentKey(name, id);
            assertThat(ParameterPaths.parseState(key.stateParameter())).contains(key);
            assertThat(ParameterPaths.parseFence(key.fenceParameter())).contains(key);
            assertThat(ParameterPaths.parseState(key.fenceParameter())).isEmpty();
            assertThat(ParameterPaths.parseFence(key.stateParameter())).isEmpty();
        } else {
            assertThat(ParameterPaths.parseState("/apps/" + name + "/" + id + "/state"))
                    .isEmpty();
            assertThat(ParameterPaths.parseFence("/apps/" + name + "/" + id + "/fence"))
                    .isEmpty();
        }
    }

    @Test
    void theRegisterIsNoStateParameter() {
        assertThat(ParameterPaths.parseState(ParameterPaths.live("app"))).isEmpty();
        assertThat(ParameterPaths.parseState("/apps/app/1/state/x")).isEmpty();
        assertThat(ParameterPaths.parseState(null)).isEmpty();
    }

    @Test
    void aTaskIdIsWhatFollowsTheLastSlashOfBothArnFormats() {
        assertThat(TaskIds.fromArn("arn:aws:ecs:eu-west-1:1:task/cluster/0f")).isEqualTo("0f");
        assertThat(TaskIds.fromArn("arn:aws:ecs:eu-west-1:1:task/0f")).isEqualTo("0f");
        assertThatThrownBy(() -> TaskIds.fromArn("arn:aws:ecs:eu-west-1:1:task/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TaskIds.fromArn(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownWordIsNoState() {
        assertThat(DeploymentState.parse("draining")).contains(DeploymentState.DRAINING);
        assertThat(DeploymentState.parse("Draining")).isEmpty();
        assertThat(DeploymentState.parse("draining ")).isEmpty();
        assertThat(DeploymentState.parse(null)).isEmpty();
        assertThat(TagState.parse("retired")).contains(TagState.RETIRED);
        assertThat(TagState.parse("gone")).isEmpty();
    }

    @ParameterizedTest(name = "{0}/{1}: legal {2}, of app/v1 {3}")
    @CsvSource({
        "app, v1, true, true",
        "app, v2, true, false",
        "app-eu, v1, true, false",
        "app, , false, false",
        ", v1, false, false",
        "app, v/1, false, false"
    })
    void whoseSomethingIsFollowsFromBothOfItsTags(String name, String id, boolean legal, boolean own) {
        Map<String, String> tags = new HashMap<>();
        tags.put(Tags.DEPLOYMENT_NAME, name);
        tags.put(Tags.DEPLOYMENT_ID, id);
        assertThat(DeploymentKey.fromTags(tags))
                .isEqualTo(legal ? Optional.of(new DeploymentKey(name, id)) : Optional.empty());
        assertThat(new DeploymentKey("app", "v1").owns(tags)).isEqualTo(own);
    }
}
