package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
final class Limits {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(s|m|h)?");

    private Limits() {}

    /** The reaper's own variable and default, so that both mean the same by <em>half-created</em>. */
    static Duration deployTimeout(Settings settings) {
        return settings.minutes(ReaperVariables.DEPLOY_TIMEOUT_MIN);
    }

    /** The same, or 0 for no time at all. */
    static Duration timeOrNone(Settings settings, String flag, Duration otherwise) {
        return settings.optional(flag)
                .filter(text -> text.matches("0(\\.0+)?[smh]?"))
                .map(none -> Duration.ZERO)
                .orElseGet(() -> time(settings, flag, otherwise));
    }

    /** {@code 90}, {@code 90s}, {@code 1.5m}, {@code 1h}; must be longer than nothing. */
    static Duration time(Settings settings, String flag, Duration otherwise) {
        Optional<String> text = settings.optional(flag);
        if (text.isEmpty()) {
            return otherwise;
        }
        return time(text.get()).orElseGet(() -> {
            settings.problem(flag, text.get(), "must be a time such as 90s, 15m or 1h");
            return otherwise;
        });
    }

    /** Empty if {@code text} is none, or no time at all. */
    static Optional<Duration> time(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches() ? Optional.of(parsed(matcher)).filter(time -> !time.isZero()) : Optional.empty();
    }

    private static Duration parsed(Matcher matcher) {
        double unit = "h".equals(matcher.group(2)) ? 3_600_000 : "m".equals(matcher.group(2)) ? 60_000 : 1_000;
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }
}
