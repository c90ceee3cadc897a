package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadScopeTest {

    @ParameterizedTest(name = "parameter {0}, tag {1}, desired {2}: tasks {3}, evidence {4}")
    @CsvSource({
        "active,   active,    2, false, false",
        "draining, active,    2, true,  true",
        "draining, draining,  0, true,  true",
        "active,   draining,  2, true,  false",
        "absent,   draining,  2, true,  false",
        "absent,   deploying, 2, true,  false",
        "active,   retired,   2, true,  false",
        "active,   active,    0, true,  false",
        "unknown,  active,    2, false, false",
        "Draining, active,    2, false, false",
    })
    void onlyDeploymentsThatMayChangeAreReadInDetail(
            String parameter, String tag, int desired, boolean tasks, boolean evidence) {
        ServiceView service = new ServiceView(
                "arn", "svc-app-1", "ACTIVE", Instant.EPOCH, desired, 0, 0, Map.of("state", tag), List.of(), "td");
        Lookup<ParameterView> seen = parameter(parameter);
        assertThat(ReadScope.needsTasks(service, seen)).isEqualTo(tasks);
        assertThat(ReadScope.needsEvidence(seen)).isEqualTo(evidence);
    }

    private static Lookup<ParameterView> parameter(String value) {
        return switch (value) {
            case "unknown" -> Lookup.unknown("GetParametersByPath: ThrottlingException");
            case "absent" -> Lookup.missing();
            default -> Lookup.of(new ParameterView("/apps/app/1/state", value, Instant.EPOCH, 1));
        };
    }
}
