package io.ecsdrain.infra;

import java.util.Map;

/** The plan's two sets of numbers ("Environment variables" and "Schedule" of its phase 3). */
public enum Profile {
    TESTING(1, "2", "60", "60", "1.0"),
    PRODUCTION(5, "3", "300", "120", "48");

    private final int scheduleMinutes;
    private final String consecutivePeriods;
    private final String periodSeconds;
    private final String minAgeSeconds;
    private final String maxAgeHours;

    Profile(
            int scheduleMinutes,
            String consecutivePeriods,
            String periodSeconds,
            String minAgeSeconds,
            String maxAgeHours) {
        this.scheduleMinutes = scheduleMinutes;
        this.consecutivePeriods = consecutivePeriods;
        this.periodSeconds = periodSeconds;
        this.minAgeSeconds = minAgeSeconds;
        this.maxAgeHours = maxAgeHours;
    }

    /** Minutes between two runs of the reaper. */
    public int scheduleMinutes() {
        return scheduleMinutes;
    }

    /** Three quarters of MAX_AGE_HR: late enough to be odd, early enough to look before sessions are cut. */
    public int drainLimitSeconds() {
        return (int) (Double.parseDouble(maxAgeHours) * 3600 * 3 / 4);
    }

    /** The reaper's variables that the profile fixes. */
    public Map<String, String> environment() {
        return Map.of(
                "CONSEC", consecutivePeriods,
                "PERIOD", periodSeconds,
                "MIN_AGE_SEC", minAgeSeconds,
                "MAX_AGE_HR", maxAgeHours);
    }
}
