package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.canary.CanaryRequest;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How new clients are led over. */
final class CanaryOptions {

    private static final Pattern STEP = Pattern.compile("(\\d{1,3})%:(.+)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?|100)%");
    /** No alarm's name has it (PutMetricAlarm: no ASCII control characters). */
    private static final String BETWEEN = "\n";

    /** DescribeAlarms takes no more names. */
    private static final int MOST_ALARMS = 100;

    @Option(
            names = "--steps",
            paramLabel = "PERCENT:TIME,...",
            description =
                    "Lead new clients over in steps, such as 10%%:10m,50%%:10m: a tenth of them for ten minutes, half of them for "
                            + "ten more, then all. Clients that began on a deployment stay there by its affinity rule. If it fails, the "
                            + "new deployment drains: the sessions it has finish there.")
    private String steps;

    @Option(
            names = "--alarm",
            paramLabel = "NAME",
            description = "A CloudWatch metric alarm that ends the canary once it is in ALARM. May be given again.")
    private List<String> alarms;

    @Option(
            names = "--abort-errors",
            paramLabel = "PERCENT",
            description =
                    "End the canary if more of its requests of the last five minutes fail: answered 5xx, or not connected. Default: 1%%")
    private String abortErrors;

    @Option(
            names = "--min-requests",
            paramLabel = "N",
            description =
                    "So many requests the canary has to get in each step; too few lengthen it, until twice the time of all steps is over, or half an hour more than it. "
                            + "Default: 100")
    private String minRequests;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description =
                    "After the last step wait so long, such as 2h, for 'promote ID' before it goes live. What ends a canary ends it "
                            + "in the pause too, and so does the end of the time.")
    private String pause;

    @Option(names = "--supersede", description = "End another canary of the name that is under way.")
    private boolean supersede;

    void fill(Inputs inputs) {
        inputs.flag("--steps", steps)
                .flag("--alarm", alarms == null ? null : String.join(BETWEEN, alarms))
                .flag("--abort-errors", abortErrors)
                .flag("--min-requests", minRequests)
                .flag("--pause", pause);
    }

    boolean supersede() {
        return supersede;
    }

    Optional<CanaryRequest> read(Settings settings) {
        Optional<CanarySteps> all = settings.optional("--steps").flatMap(text -> steps(settings, text));
        double errors = settings.optional("--abort-errors")
                .map(text -> percent(settings, text))
                .orElse(CanaryRequest.ABORT_ERRORS);
        int least = settings.optional("--min-requests")
                .map(text -> count(settings, text))
                .orElse(CanaryRequest.MIN_REQUESTS);
        List<String> names = settings.optional("--alarm")
                .map(text -> List.of(text.split(BETWEEN, -1)))
                .orElse(List.of());
        if (names.size() > MOST_ALARMS) {
            settings.problem(
                    "--alarm is there " + names.size() + " times, at most " + MOST_ALARMS + " are asked about");
        }
        if (steps == null) {
            for (String flag : List.of("--alarm", "--abort-errors", "--min-requests", "--pause")) {
                settings.optional(flag).ifPresent(given -> settings.problem(flag + " has no effect without --steps"));
            }
        }
        Optional<Duration> rest = settings.optional("--pause").flatMap(text -> pause(settings, text));
        return all.map(each -> new CanaryRequest(each, names, errors, least, rest));
    }

    private static Optional<Duration> pause(Settings settings, String text) {
        Optional<Duration> time = Limits.time(text).filter(each -> each.compareTo(CanarySteps.LONGEST) <= 0);
        if (time.isEmpty()) {
            settings.problem(
                    "--pause",
                    text,
                    "must be a time such as 30m or 2h, " + CanarySteps.LONGEST.toDays() + " days at most");
        }
        return time;
    }

    private static Optional<CanarySteps> steps(Settings settings, String text) {
        List<Step> steps = new ArrayList<>();
        try {
            for (String each : text.split(",", -1)) {
                Matcher step = STEP.matcher(each.trim());
                if (!step.matches()) {
                    throw new IllegalArgumentException("must be PERCENT:TIME,... such as 10%:10m,50%:10m");
                }
                steps.add(new Step(
                        Integer.parseInt(step.group(1)),
                        Limits.time(step.group(2))
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "'" + step.group(2) + "' must be a time such as 90s, 15m or 1h"))));
            }
            CanarySteps all = new CanarySteps(steps);
            if (all.time().compareTo(CanarySteps.LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "all steps together may take " + CanarySteps.LONGEST.toDays() + " days at most");
            }
            return Optional.of(all);
        } catch (IllegalArgumentException wrong) {
            settings.problem("--steps", text, wrong.getMessage());
            return Optional.empty();
        }
    }

    private static double percent(Settings settings, String text) {
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches()) {
            settings.problem("--abort-errors", text, "must be a percentage such as 1% or 0.5%");
            return CanaryRequest.ABORT_ERRORS;
        }
        return Double.parseDouble(percent.group(1));
    }

    private static int count(Settings settings, String text) {
        if (!text.matches("\\d{1,9}")) {
            settings.problem("--min-requests", text, "must be a whole number, 0 or more");
            return CanaryRequest.MIN_REQUESTS;
        }
        return Integer.parseInt(text);
    }
}
