package io.ecsdrain.localaws.ssm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One name over time: its versions, its deletion, its tags. A deleted one is kept, so that stale reads can show it. */
final class ParameterHistory {

    private static final int VERSIONS_KEPT = 100;

    /** One write. {@code type} is null for a deletion. */
    record Version(Instant at, long number, String type, String value, String dataType) {
        boolean deletion() {
            return type == null;
        }
    }

    private final List<Version> versions = new ArrayList<>();
    private final Map<String, String> tags = new TreeMap<>();

    Map<String, String> tags() {
        return tags;
    }

    Optional<Version> current() {
        return versions.isEmpty() || last().deletion() ? Optional.empty() : Optional.of(last());
    }

    Optional<Version> asOf(Instant when) {
        Version found = null;
        for (Version version : versions) {
            found = version.at().isAfter(when) ? found : version;
        }
        return Optional.ofNullable(found).filter(version -> !version.deletion());
    }

    /** A version of the parameter as it is now; those from before a deletion are gone. */
    Optional<Version> numbered(long number) {
        Version found = null;
        for (Version version : versions) {
            if (version.deletion()) {
                found = null;
            } else if (version.number() == number) {
                found = version;
            }
        }
        return Optional.ofNullable(found);
    }

    Optional<Instant> deletedAt() {
        return !versions.isEmpty() && last().deletion() ? Optional.of(last().at()) : Optional.empty();
    }

    long write(Instant at, String type, String value, String dataType) {
        long number = current().map(Version::number).orElse(0L) + 1;
        versions.add(new Version(at, number, type, value, dataType));
        if (versions.size() > VERSIONS_KEPT) {
            versions.remove(0);
        }
        return number;
    }

    void delete(Instant at) {
        versions.add(new Version(at, 0, null, null, null));
        tags.clear();
    }

    private Version last() {
        return versions.get(versions.size() - 1);
    }
}
