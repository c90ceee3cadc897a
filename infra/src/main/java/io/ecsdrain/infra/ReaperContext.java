package io.ecsdrain.infra;

import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@link ReaperOptions} from context keys. */
final class ReaperContext {

    private static final String TOPIC = "arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]+";

    private ReaperContext() {}

    static ReaperOptions read(Settings settings) {
        Profile profile = settings.choice("profile", Profile.PRODUCTION, Profile.class);
        Optional<String> topic = settings.optional("alarmTopicArn");
        topic.filter(arn -> !arn.matches(TOPIC))
                .ifPresent(arn -> settings.problem("alarmTopicArn", arn, "must be the ARN of an SNS topic"));
        boolean alarms = settings.flag("alarms", true);
        if (topic.isPresent() && !alarms) {
            settings.problem("context key alarmTopicArn has no effect with alarms=false");
        }
        Map<String, String> environment = environment(settings, profile);
        boolean lines = ReaperOptions.LOG.equals(environment.get(ReaperVariables.EVIDENCE.name()));
        return new ReaperOptions(
                // What is read within seconds is looked at each minute.
                lines ? 1 : profile.scheduleMinutes(),
                environment,
                settings.choice("architecture", Processor.ARM64, Processor.class),
                settings.flag("taskEvents", true),
                lineEvents(settings, environment),
                concurrency(settings),
                alarms,
                topic,
                (int) (settings.decimal("drainAlarmHours", profile.drainLimitSeconds() / 3600.0, 0.1, 87_600) * 3600),
                settings.flag("dashboard", true));
    }

    private static Map<String, String> environment(Settings settings, Profile profile) {
        Map<String, String> environment = new TreeMap<>(profile.environment());
        if (settings.flag("dryRun", false)) {
            environment.put("DRY_RUN", "true");
        }
        String evidence = settings.optional("evidence").orElse(ReaperVariables.EVIDENCE.preset());
        if (!ReaperVariables.EVIDENCE.words().contains(evidence)) {
            settings.problem("evidence", evidence, "must be " + ReaperVariables.EVIDENCE.values());
        }
        Optional<String> group = settings.optional("logGroup");
        if (evidence.equals(ReaperOptions.LOG)) {
            environment.put(ReaperVariables.EVIDENCE.name(), evidence);
            group.ifPresent(name -> environment.put(ReaperVariables.LOG_GROUP.name(), name));
        } else if (group.isPresent()) {
            settings.problem("context key logGroup has no effect without evidence=log");
        }
        return environment;
    }

    /** A subscription is to one log group, so every name together has none. */
    private static boolean lineEvents(Settings settings, Map<String, String> environment) {
        boolean wanted = settings.flag("lineEvents", false);
        if (wanted && !environment.containsKey(ReaperVariables.EVIDENCE.name())) {
            settings.problem("context key lineEvents has no effect without evidence=log");
        }
        boolean placeholder = environment
                .getOrDefault(ReaperVariables.LOG_GROUP.name(), ReaperVariables.DEFAULT_LOG_GROUP)
                .contains(ReaperVariables.NAME_IN_LOG_GROUP);
        if (wanted
                && placeholder
                && settings.optional("deploymentName").filter("*"::equals).isPresent()) {
            settings.problem("context key lineEvents needs one log group: give logGroup without "
                    + ReaperVariables.NAME_IN_LOG_GROUP + ", or one deploymentName");
        }
        return wanted;
    }

    /** Not 0: that would switch the function off. */
    private static Optional<Integer> concurrency(Settings settings) {
        int runs = settings.integer("reservedConcurrency", 0, 1, 1000);
        return runs == 0 ? Optional.empty() : Optional.of(runs);
    }
}
