package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.ssm.SsmShapes.Parameter;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All parameters, by name. */
final class ParameterStore {

    private final World world;
    private final NavigableMap<String, ParameterHistory> byName = new TreeMap<>();

    ParameterStore(World world) {
        this.world = world;
    }

    NavigableMap<String, ParameterHistory> byName() {
        return byName;
    }

    Optional<ParameterHistory> existing(String name) {
        return Optional.ofNullable(name == null ? null : byName.get(name))
                .filter(history -> history.current().isPresent());
    }

    /** The history to write a new parameter to. */
    ParameterHistory forCreation(String name) {
        ParameterNames.check(name, arn(""));
        ParameterHistory history = byName.computeIfAbsent(name, key -> new ParameterHistory());
        Instant soonest = world.now().minus(world.switches().get(SsmSwitches.RECREATE_AFTER));
        if (history.deletedAt().filter(at -> at.isAfter(soonest)).isPresent()) {
            throw AwsError.badRequest(
                    "TooManyUpdates", "The parameter was deleted just now; wait before re-creating it.");
        }
        return history;
    }

    /** What a read sees: the present, or with {@link SsmSwitches#STALE_READS} the past. */
    Optional<Parameter> read(String name) {
        Instant asOf = world.now().minus(world.switches().get(SsmSwitches.STALE_READS));
        return Optional.ofNullable(byName.get(name))
                .flatMap(history -> history.asOf(asOf))
                .map(version -> parameter(name, version, null));
    }

    /** A read by what GetParameter takes: a name, {@code name:version}, or an ARN. */
    Parameter find(String given) {
        if (given == null || given.isEmpty()) {
            throw SsmErrors.validation(
                    "Value at 'name' failed to satisfy constraint: Member must not be null or empty");
        }
        String prefix = arn("");
        String name = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        int colon = name.indexOf(':');
        if (colon < 0) {
            return read(name)
                    .or(() -> read("/" + name).filter(p -> given.startsWith(prefix)))
                    .orElseThrow(() -> SsmErrors.notFound(given));
        }
        String bare = name.substring(0, colon);
        String selector = name.substring(colon + 1);
        if (!selector.matches("\\d{1,18}")) {
            throw AwsError.unsupported("parameter labels");
        }
        ParameterHistory history = existing(bare).orElseThrow(() -> SsmErrors.notFound(given));
        return history.numbered(Long.parseLong(selector))
                .map(version -> parameter(bare, version, ":" + selector))
                .orElseThrow(() -> AwsError.badRequest(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + selector + " of " + bare + "."));
    }

    Parameter parameter(String name, ParameterHistory.Version version, String selector) {
        return new Parameter(
                name,
                version.type(),
                version.value(),
                version.number(),
                selector,
                version.at(),
                arn(name),
                version.dataType());
    }

    /** An ARN has one slash before the name, whether or not the name begins with one. */
    String arn(String name) {
        String resource = name.isEmpty() || name.startsWith("/") ? "parameter" + name : "parameter/" + name;
        return world.arn("ssm", resource);
    }
}
