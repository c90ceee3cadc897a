package io.ecsdrain.deployer.plan.look;

import static io.ecsdrain.deployer.plan.look.Seen.NOW;
import static io.ecsdrain.deployer.plan.look.Seen.key;
import static io.ecsdrain.deployer.plan.look.Seen.service;
import static io.ecsdrain.deployer.plan.look.Seen.state;
import static io.ecsdrain.deployer.plan.look.Seen.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRowTest {

    private final Seen seen = new Seen();

    private static Evidence says(double... values) {
        List<Evidence.Point> points = new ArrayList<>();
        for (double value : values) {
            points.add(new Evidence.Point(NOW.minusSeconds(600 - 60L * points.size()), value));
        }
        return new Evidence.Points(points);
    }

    private static List<StatusRow> rows(ClusterSnapshot snapshot) {
        return StatusRow.of(snapshot);
    }

    private StatusRow row() {
        return rows(seen.snapshot()).get(0);
    }

    private static RuleView rule(int priority, String group, ConditionView... conditions) {
        return new RuleView(
                "rule", "front", priority, Arrays.asList(conditions), List.of(new ForwardTarget(group, 1)), Map.of());
    }

    private void listener(Observed<List<RuleView>> rules, ForwardTarget... defaults) {
        seen.listeners.add(new ListenerView("front", "lb", List.of(defaults), rules));
    }

    @Test
    void ofADeploymentWithAServiceEachColumnSaysWhatWasSeen() {
        seen.with(
                "v1",
                Optional.of(service("v1", 3600, 3, Map.of("state", "draining"))),
                state("v1", "draining"),
                task("a", "RUNNING", "RUNNING"),
                task("b", "PENDING", "RUNNING"),
                task("c", "DEACTIVATING", "STOPPED"),
                task("e", "RUNNING", "STOPPED"),
                task("d", "STOPPED", "STOPPED"));

        assertThat(row())
                .isEqualTo(new StatusRow(
                        key("v1"),
                        "draining",
                        "draining",
                        Optional.of(3),
                        Optional.of(1),
                        2,
                        Optional.empty(),
                        Optional.of(Duration.ofHours(1)),
                        "none",
                        false));
    }

    @Test
    void withoutAServiceThereIsNoCountAndItSaysWhoseItIs() {
        seen.with("v1", Optional.empty(), state("v1", "draining"));
        seen.with("v2", Optional.empty(), state("v2", "draining"), Observed.known(List.of()), Map.of(), false);

        assertThat(rows(seen.snapshot()))
                .extracting(StatusRow::tagState)
                .containsExactly("no service", "unknown owner");
        assertThat(row().desired()).isEmpty();
        assertThat(row().age()).isEmpty();
    }

    @Test
    void whatDoesNotExistIsNoneAndWhatWasNotReadIsUnknown() {
        seen.with("v1", Optional.of(service("v1", 20, 2, Map.of())), Lookup.missing());
        seen.with(
                "v2",
                Optional.of(service("v2", 10, 2, Map.of())),
                Lookup.unknown("denied"),
                Observed.unknown("denied"),
                Map.of(),
                true);

        List<StatusRow> rows = rows(seen.snapshot(Observed.unknown("denied")));
        assertThat(rows).extracting(StatusRow::state).containsExactly("none", "unknown");
        assertThat(rows).extracting(StatusRow::tagState).containsOnly("none");
        assertThat(rows).extracting(StatusRow::routes).containsOnly("unknown");
        assertThat(rows.get(0).tasks()).contains(0);
        assertThat(rows.get(1).tasks()).as("as ECS counts them").contains(2);
        assertThat(rows.get(1).stopping()).isZero();
    }

    @Test
    void readyIsATaskThatIsMeantToRunAndWhoseNewestPointIsOne() {
        List<TaskView> tasks = List.of(
                task("a", "RUNNING", "RUNNING"),
                task("b", "RUNNING", "RUNNING"),
                task("c", "RUNNING", "RUNNING"),
                task("d", "RUNNING", "RUNNING"),
                task("e", "RUNNING", "STOPPED"));
        Map<String, Evidence> evidence =
                Map.of("a", says(0, 1), "b", says(1, 0), "c", says(), "d", new Evidence.Unread("denied"), "e", says(1));
        seen.with(
                "v1",
                Optional.of(service("v1", 10, 4, Map.of())),
                state("v1", "draining"),
                Observed.known(tasks),
                evidence,
                true);

        assertThat(row().ready()).contains(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'first 1 at 10 ready', 1",
        "'first 1 at 10 ready, first 2 at 20 busy', 0",
        "'first 2 at 20 busy, first 1 at 10 ready', 0",
        "'first 1 at 10 busy, first 2 at 20 ready', 1",
        "'first 9 at 10 ready, second 1 at 20 busy', 0",
        "'first 1 at 10 busy, first 2 at 10 ready', 1"
    })
    void byTheLinesOfItsLogATaskIsReadyIfTheNewestSaysSo(String lines, int ready) {
        List<SidecarLine> all = Arrays.stream(lines.split(", "))
                .map(each -> each.split(" "))
                .map(line -> said(line[0], Long.parseLong(line[1]), Long.parseLong(line[3]), line[4].equals("ready")))
                .toList();
        seen.with(
                "v1",
                Optional.of(service("v1", 10, 1, Map.of())),
                state("v1", "draining"),
                Observed.known(List.of(task("a", "RUNNING", "RUNNING"))),
                Map.of("a", new Evidence.Lines(all)),
                true);

        assertThat(row().ready()).contains(ready);
    }

    private static SidecarLine said(String boot, long seq, long second, boolean ready) {
        return new SidecarLine(
                "a",
                NOW.plusSeconds(second),
                boot,
                seq,
                Duration.ofSeconds(15),
                Optional.empty(),
                Optional.empty(),
                ready,
                ready ? 0 : 1,
                Map.of(),
                Map.of());
    }

    @Test
    void withoutATaskThatIsMeantToRunNothingIsSaidOfReadiness() {
        seen.with(
                "v1",
                Optional.of(service("v1", 10, 0, Map.of())),
                state("v1", "draining"),
                Observed.known(List.of(task("e", "RUNNING", "STOPPED"))),
                Map.of("e", says(1)),
                true);

        assertThat(row().ready()).isEmpty();
    }

    @Test
    void routesAreTheDefaultActionAndTheRulesThatLeadToIt() {
        seen.with("v1", Optional.of(service("v1", 10, 1, Map.of())), state("v1", "active"));
        ConditionView noClient = new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT));
        listener(
                Observed.known(List.of(rule(7, "tg-v1"), rule(8, "tg-v1", noClient), rule(9, "tg-v2"))),
                new ForwardTarget("tg-v1", 1));
        listener(Observed.unknown("throttled"), new ForwardTarget("tg-v1", 0), new ForwardTarget("tg-v2", 1));

        assertThat(row().routes()).isEqualTo("default, rule 7, rule 8 (parked), rules unknown");
    }

    @Test
    void liveIsTheOneThatTheNewestWriteNames() {
        seen.with("v1", Optional.of(service("v1", 20, 1, Map.of())), state("v1", "active"));
        seen.with("v2", Optional.of(service("v2", 10, 1, Map.of())), state("v2", "draining"));
        assertThat(rows(seen.snapshot())).extracting(StatusRow::live).containsExactly(true, false);

        seen.registers.put("app", Lookup.of(new ParameterView("/apps/app/live", "v2", NOW, 1)));
        assertThat(rows(seen.snapshot())).extracting(StatusRow::live).containsExactly(false, true);

        seen.registers.put("app", Lookup.unknown("denied"));
        assertThat(rows(seen.snapshot())).extracting(StatusRow::live).containsExactly(true, false);
    }

    @Test
    void theOldestComesFirstAndThoseWithoutAServiceLast() {
        seen.with("v1", Optional.empty(), state("v1", "draining"));
        seen.with("v3", Optional.of(service("v3", 10, 1, Map.of())), state("v3", "active"));
        seen.with("v2", Optional.of(service("v2", 20, 1, Map.of())), state("v2", "draining"));
        seen.with("v0", Optional.of(service("v0", 10, 1, Map.of())), state("v0", "draining"));

        assertThat(rows(seen.snapshot())).extracting(each -> each.key().id()).containsExactly("v2", "v0", "v3", "v1");
    }
}
