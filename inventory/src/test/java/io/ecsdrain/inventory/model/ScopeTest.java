package io.ecsdrain.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");
    private final Scope all = Scope.ofCluster("cluster");

    @Test
    void aClusterIsAllItsNamesAndTasks() {
        assertThat(all.covers("app")).isTrue();
        assertThat(all.wantsTasks(V1)).isTrue();
        assertThat(all.cluster()).isEqualTo("cluster");
    }

    @Test
    void oneNameIsNotItsPrefixAndHasTheTasksOfAllItsDeployments() {
        Scope app = all.only("app");
        assertThat(app.covers("app")).isTrue();
        assertThat(app.covers("app-eu")).isFalse();
        assertThat(app.wantsTasks(V1)).isTrue();
    }

    @Test
    void oneDeploymentHasItsOwnTasksAlone() {
        Scope one = all.only(Set.of(V1));
        assertThat(one.covers("app")).isTrue();
        assertThat(one.covers("app-eu")).isFalse();
        assertThat(one.wantsTasks(V1)).isTrue();
        assertThat(one.wantsTasks(V2)).isFalse();
    }

    @Test
    void someDeploymentsHaveTheirNamesAndTheirOwnTasksAlone() {
        Scope some = all.only(Set.of(V1, new DeploymentKey("shop", "v1")));
        assertThat(some.names()).containsExactlyInAnyOrder("app", "shop");
        assertThat(some.covers("shop")).isTrue();
        assertThat(some.covers("app-eu")).isFalse();
        assertThat(some.wantsTasks(V1)).isTrue();
        assertThat(some.wantsTasks(V2)).isFalse();
    }

    @Test
    void whatIsSaidMoreLeavesTheRestAsItWas() {
        Scope scope = all.only(Set.of(V1))
                .with(List.of("listener"))
                .needing(5, Duration.ofSeconds(20))
                .reading(new SidecarLogs("/ecs-drain"));
        assertThat(scope)
                .isEqualTo(new Scope(
                        "cluster",
                        Optional.empty(),
                        Set.of(V1),
                        List.of("listener"),
                        5,
                        Duration.ofSeconds(20),
                        Scope.USUAL_METRIC_LAG,
                        Optional.of(new SidecarLogs("/ecs-drain"))));
    }

    @Test
    void theWindowReachesFromTheOpenPeriodBackOverAllThatTheRuleNeeds() {
        Instant now = Instant.parse("2026-03-01T12:00:30Z");
        assertThat(all.window(now).end()).isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
        assertThat(all.window(now).start())
                .isBeforeOrEqualTo(Instant.parse("2026-03-01T11:57:00Z").minus(Scope.USUAL_METRIC_LAG));
        assertThat(all.window(now).period()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void noPeriodOrNoneInARowIsARuleThatNothingCouldMeet() {
        assertThatThrownBy(() -> all.needing(0, Duration.ofSeconds(60))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.needing(3, Duration.ofMillis(999))).isInstanceOf(IllegalArgumentException.class);
        assertThat(all.needing(1, Duration.ofSeconds(1)).consecutive()).isEqualTo(1);
    }
}
