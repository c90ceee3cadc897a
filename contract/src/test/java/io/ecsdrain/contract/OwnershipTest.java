package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {

    @Test
    void tagsAndNameTogetherMakeADeployment() {
        Ownership owner = Ownership.ofService("svc-app-1", Map.of("deployment_name", "app", "deployment_id", "1"));
        assertThat(owner.key()).contains(new DeploymentKey("app", "1"));
        assertThat(owner.remark()).isEmpty();
    }

    @Test
    void theTagsTellApartTwoDeploymentsThatShareAServiceName() {
        assertThat(Ownership.ofService("svc-app-eu-1", Map.of("deployment_name", "app-eu", "deployment_id", "1"))
                        .key())
                .contains(new DeploymentKey("app-eu", "1"));
        assertThat(Ownership.ofService("svc-app-eu-1", Map.of("deployment_name", "app", "deployment_id", "eu-1"))
                        .key())
                .contains(new DeploymentKey("app", "eu-1"));
    }

    @Test
    void anUntaggedServiceHasNoOwnerWhateverItsNameAndNoRemark() {
        assertThat(Ownership.ofService("svc-app-1", Map.of("team", "web")))
                .isEqualTo(new Ownership(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "svc-app-2, app, 1, whose service would be named svc-app-1",
        "svc-APP-1, APP, 1, no legal deployment",
        "svc-app-1, app, , lacks the tag deployment_id",
        "svc-app-1, , 1, lacks the tag deployment_name",
    })
    void contradictoryTagsOwnNothingAndAreRemarked(String service, String name, String id, String remark) {
        Map<String, String> tags = new java.util.HashMap<>();
        Optional.ofNullable(name).ifPresent(value -> tags.put("deployment_name", value));
        Optional.ofNullable(id).ifPresent(value -> tags.put("deployment_id", value));
        Ownership owner = Ownership.ofService(service, tags);
        assertThat(owner.key()).isEmpty();
        assertThat(owner.remark()).hasValueSatisfying(text -> assertThat(text).contains(service, remark));
    }
}
