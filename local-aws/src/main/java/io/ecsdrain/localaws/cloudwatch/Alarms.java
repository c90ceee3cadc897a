package io.ecsdrain.localaws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.CompositeAlarm;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.DeleteInput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.DescribeInput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.DescribeOutput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.MetricAlarm;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.PutCompositeInput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.PutInput;
import io.ecsdrain.localaws.cloudwatch.AlarmShapes.SetStateInput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Nothing;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Alarms on one metric each, whose states follow it. Their actions are kept and never carried out. The rule of a
 * composite alarm is kept and not evaluated: its state is what SetAlarmState made it.
 */
final class Alarms {

    private static final int MOST = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final String METRIC = "MetricAlarm";
    private static final String COMPOSITE = "CompositeAlarm";

    private final World world;
    private final MetricStore store;
    private final Map<String, Alarm> byName = new TreeMap<>();

    Alarms(World world, MetricStore store) {
        this.world = world;
        this.store = store;
    }

    void declare(Operations operations) {
        operations
                .on("PutMetricAlarm", PutInput.class, this::put)
                .on("PutCompositeAlarm", PutCompositeInput.class, this::putComposite)
                .on("DescribeAlarms", DescribeInput.class, this::describe)
                .on("DeleteAlarms", DeleteInput.class, this::delete)
                .on("SetAlarmState", SetStateInput.class, this::setState);
    }

    /** Composite alarms can be described by a caller alone that may describe all alarms. */
    static List<Authorization> asked(World world, String operation, JsonNode in) {
        String action = "cloudwatch:" + operation;
        List<String> names = new ArrayList<>();
        in.path("AlarmNames").forEach(name -> names.add(name.asText()));
        if (in.has("AlarmName")) {
            names.add(in.path("AlarmName").asText());
        }
        if (in.path("AlarmTypes").toString().contains(COMPOSITE)) {
            return List.of(Authorization.of(action, Authorization.ANY));
        }
        return (names.isEmpty() ? Stream.of("*") : names.stream())
                .map(name -> Authorization.of(action, arn(world, name)))
                .toList();
    }

    void tick(Instant now) {
        int further = world.switches().get(CloudWatchSwitches.ALARM_FURTHER_PERIODS);
        byName.values().forEach(alarm -> alarm.evaluate(store, further, now));
    }

    private static String arn(World world, String name) {
        return world.arn("cloudwatch", "alarm:" + name);
    }

    private Nothing put(PutInput in) {
        AlarmChecks.check(in);
        return replace(in.alarmName(), Alarm.of(arn(world, in.alarmName()), in, world.now()));
    }

    private Nothing putComposite(PutCompositeInput in) {
        AlarmChecks.name(in.alarmName());
        CloudWatchErrors.required(in.alarmRule(), "AlarmRule");
        return replace(in.alarmName(), Alarm.of(arn(world, in.alarmName()), in, world.now()));
    }

    private Nothing replace(String name, Alarm alarm) {
        byName.merge(name, alarm, (old, next) -> next.inPlaceOf(old));
        return new Nothing();
    }

    private DescribeOutput describe(DescribeInput in) {
        if (in.alarmNames() != null && in.alarmNamePrefix() != null) {
            throw CloudWatchErrors.combination("AlarmNames and AlarmNamePrefix are mutually exclusive.");
        }
        if (in.alarmNames() != null && in.alarmNames().size() > MOST) {
            throw CloudWatchErrors.invalid("The collection AlarmNames must not have a size greater than 100.");
        }
        if (in.stateValue() != null) {
            AlarmChecks.oneOf("StateValue", in.stateValue(), states());
        }
        Set<String> types = types(in.alarmTypes());
        List<Map.Entry<String, Alarm>> wanted = byName.entrySet().stream()
                .filter(each -> in.alarmNames() == null || in.alarmNames().contains(each.getKey()))
                .filter(each -> in.alarmNamePrefix() == null || each.getKey().startsWith(in.alarmNamePrefix()))
                .filter(each -> in.stateValue() == null
                        || each.getValue().state().name().equals(in.stateValue()))
                .filter(each -> types.contains(each.getValue().metricAlarm().isPresent() ? METRIC : COMPOSITE))
                .toList();
        return page(wanted, in);
    }

    private static DescribeOutput page(List<Map.Entry<String, Alarm>> wanted, DescribeInput in) {
        int size = in.maxRecords() == null ? DEFAULT_PAGE : in.maxRecords();
        if (size < 1 || size > MOST) {
            throw CloudWatchErrors.invalid("The parameter MaxRecords must be between 1 and 100.");
        }
        List<Map.Entry<String, Alarm>> rest = wanted.stream()
                .filter(each -> in.nextToken() == null || each.getKey().compareTo(in.nextToken()) > 0)
                .toList();
        List<Map.Entry<String, Alarm>> page = rest.subList(0, Math.min(size, rest.size()));
        List<CompositeAlarm> composite = page.stream()
                .flatMap(each -> each.getValue().compositeAlarm().stream())
                .toList();
        List<MetricAlarm> metric = page.stream()
                .flatMap(each -> each.getValue().metricAlarm().stream())
                .toList();
        boolean more = rest.size() > page.size();
        return new DescribeOutput(
                composite, metric, more ? page.get(page.size() - 1).getKey() : null);
    }

    /** Without AlarmTypes, metric alarms alone are described. */
    private static Set<String> types(List<String> asked) {
        if (asked == null || asked.isEmpty()) {
            return Set.of(METRIC);
        }
        asked.forEach(type -> AlarmChecks.oneOf("AlarmTypes", type, Set.of(METRIC, COMPOSITE)));
        return Set.copyOf(asked);
    }

    private static Set<String> states() {
        return Stream.of(AlarmState.values()).map(Enum::name).collect(Collectors.toSet());
    }

    private Nothing delete(DeleteInput in) {
        List<String> names = CloudWatchErrors.required(in.alarmNames(), "AlarmNames");
        if (names.size() > MOST) {
            throw CloudWatchErrors.invalid("The collection AlarmNames must not have a size greater than 100.");
        }
        names.forEach(this::alarm);
        names.forEach(byName::remove);
        return new Nothing();
    }

    private Nothing setState(SetStateInput in) {
        String next = CloudWatchErrors.required(in.stateValue(), "StateValue");
        AlarmChecks.oneOf("StateValue", next, states());
        alarm(CloudWatchErrors.required(in.alarmName(), "AlarmName"))
                .state(
                        AlarmState.valueOf(next),
                        CloudWatchErrors.required(in.stateReason(), "StateReason"),
                        world.now());
        return new Nothing();
    }

    private Alarm alarm(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new AwsError("ResourceNotFound", "Unknown alarm: " + name, 404));
    }
}
