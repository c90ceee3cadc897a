package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandInTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");
    private static final NameParameters PARAMETERS = new NameParameters(
            Optional.empty(), Map.of(OLD, state(OLD, "draining"), LIVE, state(LIVE, "active")), List.of());

    @Test
    void whileTheLiveOneServesNoneStandsIn() {
        assertThat(StandIn.needed(OLD, PARAMETERS, List.of(service(OLD, OLD), service(LIVE, LIVE))))
                .isEmpty();
    }

    @Test
    void aServiceThatOnlyBearsTheLiveOnesNameIsNotItsService() {
        assertThat(StandIn.needed(OLD, PARAMETERS, List.of(service(OLD, OLD), service(LIVE, OLD))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("v2 is to be live"));
    }

    @Test
    void aServiceOfAnotherNameIsNotItsServiceThoughItIsTaggedForIt() {
        ServiceView other = service(new DeploymentKey("app", "other"), LIVE);

        assertThat(StandIn.needed(OLD, PARAMETERS, List.of(service(OLD, OLD), other)))
                .isPresent();
    }

    @Test
    void theRegisterTellsWhichOneIsToBeLiveAlsoBeforeThatHasAState() {
        NameParameters registered = new NameParameters(
                Optional.of(new ParameterView("/apps/app/live", "v2", CREATED, 1)),
                Map.of(OLD, state(OLD, "draining")),
                List.of());

        assertThat(StandIn.needed(OLD, registered, List.of(service(OLD, OLD)))).isPresent();
        assertThat(StandIn.needed(OLD, registered, List.of(service(OLD, OLD), service(LIVE, LIVE))))
                .isEmpty();
    }

    @Test
    void oneAtZeroHasItsPlaceAmongThePreviousOnlyIfItIsMarkedAsKept() {
        Map<DeploymentKey, ParameterView> states = Map.of(OLD, state(OLD, "draining"), LIVE, state(LIVE, "draining"));
        ServiceView scaled = service(OLD, OLD);
        ServiceView unmarked = atZero(LIVE, Map.of());
        ServiceView marked = atZero(LIVE, Map.of(Tags.KEPT, ""));

        assertThat(StandIn.keptToo(states, Map.of(OLD, scaled, LIVE, unmarked))).containsExactly(OLD);
        assertThat(StandIn.keptToo(states, Map.of(OLD, scaled, LIVE, marked))).containsExactly(LIVE, OLD);
        assertThat(StandIn.youngestFirst(states, Map.of(OLD, scaled, LIVE, marked)))
                .as("it cannot serve")
                .containsExactly(OLD);
    }

    private static ServiceView atZero(DeploymentKey key, Map<String, String> tags) {
        return new ServiceView(
                "arn:" + key.serviceName(),
                key.serviceName(),
                "ACTIVE",
                CREATED.plusSeconds(60),
                0,
                0,
                0,
                tags,
                List.of(),
                "app:1");
    }

    private static ParameterView state(DeploymentKey key, String value) {
        return new ParameterView(key.stateParameter(), value, CREATED, 2);
    }

    private static ServiceView service(DeploymentKey named, DeploymentKey tagged) {
        return new ServiceView(
                "arn:aws:ecs:eu-west-1:123456789012:service/prod/" + named.serviceName(),
                named.serviceName(),
                "ACTIVE",
                CREATED,
                1,
                1,
                0,
                Map.of(Tags.DEPLOYMENT_NAME, tagged.name(), Tags.DEPLOYMENT_ID, tagged.id()),
                List.of(),
                "app:1");
    }

    @ParameterizedTest(name = "{0}, running {2} of {1}, our mark {3}: {4}")
    @CsvSource({
        "ACTIVE, 1, 1, false, true",
        "ACTIVE, 1, 0, false, false",
        "DRAINING, 1, 1, false, false",
        // parked at 0 by its team, which wants no deployment to serve
        "ACTIVE, 0, 0, false, true",
        "ACTIVE, 0, 0, true, false",
        "ACTIVE, 0, 1, true, true"
    })
    void aServiceCanServeWithATaskOrWhereItsTeamWantsNone(
            String status, int desired, int running, boolean marked, boolean serves) {
        Map<String, String> tags = marked ? Map.of(Tags.DESIRED_COUNT, "1") : Map.of();
        assertThat(StandIn.canServe(service("v2", status, CREATED, desired, running, tags)))
                .isEqualTo(serves);
    }

    @Test
    void theYoungestThatRunsATaskStandsInOrElseTheYoungest() {
        DeploymentKey younger = new DeploymentKey("app", "v1b");
        Map<DeploymentKey, ParameterView> states =
                Map.of(OLD, state(OLD, "draining"), younger, state(younger, "draining"), LIVE, state(LIVE, "draining"));
        ServiceView old = service("v1", "ACTIVE", CREATED, 1, 1, Map.of());
        ServiceView idle = service("v1b", "ACTIVE", CREATED.plusSeconds(60), 1, 0, Map.of());
        ServiceView busy = service("v1b", "ACTIVE", CREATED.plusSeconds(60), 1, 1, Map.of());
        ServiceView live = service("v2", "ACTIVE", CREATED.plusSeconds(90), 1, 0, Map.of());
        Optional<DeploymentKey> winner = Optional.of(LIVE);
        assertThat(StandIn.youngestFirst(states, Map.of(OLD, old, younger, idle)))
                .containsExactly(younger, OLD);
        assertThat(StandIn.standIn(winner, states, Map.of(OLD, old, younger, idle, LIVE, live)))
                .contains(OLD);
        assertThat(StandIn.standIn(winner, states, Map.of(OLD, old, younger, busy, LIVE, live)))
                .contains(younger);
        assertThat(StandIn.standIn(winner, states, Map.of(younger, idle))).contains(younger);
        assertThat(StandIn.standIn(winner, states, Map.of(LIVE, live))).isEmpty();
        assertThat(StandIn.standIn(Optional.empty(), states, Map.of(OLD, old))).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1} version {2}, deployed by us {3}, desired {4}: {5}")
    @CsvSource({
        "ACTIVE, draining, 2, true, 1, true",
        "ACTIVE, draining, 1, false, 1, true",
        // deploy never got so far as to make it live
        "ACTIVE, draining, 1, true, 1, false",
        "ACTIVE, active, 2, true, 1, false",
        "DRAINING, draining, 2, true, 1, false",
        "ACTIVE, draining, 2, true, 0, false"
    })
    void oneThatWasLiveAndIsStillScaledCanBeGoneBackTo(
            String status, String word, int version, boolean deployed, int desired, boolean previous) {
        Map<String, String> tags = deployed ? Map.of(Tags.CREATED_AT, CREATED.toString()) : Map.of();
        Map<DeploymentKey, ParameterView> states =
                Map.of(OLD, new ParameterView(OLD.stateParameter(), word, CREATED, version));
        assertThat(StandIn.youngestFirst(states, Map.of(OLD, service("v1", status, CREATED, desired, desired, tags))))
                .isEqualTo(previous ? List.of(OLD) : List.of());
        assertThat(StandIn.youngestFirst(Map.of(), Map.of(OLD, service("v1", status, CREATED, desired, desired, tags))))
                .isEmpty();
    }

    @Test
    void oneThatSomethingElseMovesCannotBeGoneBackTo() {
        ServiceView service = new ServiceView(
                "arn",
                OLD.serviceName(),
                "ACTIVE",
                CREATED,
                1,
                1,
                0,
                Map.of(),
                List.of(),
                "app:1",
                false,
                Optional.of("CodeDeploy"),
                List.of());
        assertThat(StandIn.youngestFirst(PARAMETERS.states(), Map.of(OLD, service)))
                .isEmpty();
    }

    private static ServiceView service(
            String id, String status, Instant created, int desired, int running, Map<String, String> tags) {
        return new ServiceView(
                "arn:" + id,
                new DeploymentKey("app", id).serviceName(),
                status,
                created,
                desired,
                running,
                0,
                tags,
                List.of(),
                "app:1");
    }
}
