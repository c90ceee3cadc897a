package io.ecsdrain.sidecar.drain;

import java.time.Duration;

/**
 * Live sessions as one process of the app sees them.
 *
 * @param reporter name of the reporter; a new report replaces this reporter's last one
 * @param count live sessions, 0 to {@link #MOST_SESSIONS}
 * @param ttl for how long the count is good, {@link #LEAST_TTL} to {@link #MOST_TTL}
 */
public record BusyReport(String reporter, int count, Duration ttl) {

    public static final int MOST_SESSIONS = 1_000_000;
    public static final Duration LEAST_TTL = Duration.ofSeconds(5);
    public static final Duration MOST_TTL = Duration.ofSeconds(3600);
    public static final Duration DEFAULT_TTL = Duration.ofSeconds(60);
    /** The reporter of a bare {@code PUT /busy}. */
    public static final String DEFAULT_REPORTER = "default";

    /** @throws IllegalArgumentException if count or ttl is out of its range */
    public BusyReport {
        if (count < 0 || count > MOST_SESSIONS) {
            throw new IllegalArgumentException("count out of range: " + count);
        }
        if (ttl.compareTo(LEAST_TTL) < 0 || ttl.compareTo(MOST_TTL) > 0) {
            throw new IllegalArgumentException("ttl out of range: " + ttl);
        }
    }
}
