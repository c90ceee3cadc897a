package io.ecsdrain.reaper;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.Variable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Flags over environment over defaults, with all problems in one message. */
record CommandLine(
        boolean help, boolean json, Optional<ReaperConfig> config, Optional<String> region, Optional<URI> endpoint) {

    private static final int WIDTH = 110;

    static final String USAGE = """
            java -jar reaper.jar [--cluster NAME] [--deployment-name NAME] [--region REGION] [--dry-run] [--output text|json]

            One run of the reaper: looks at the cluster, retires what is drained, deletes what is retired, reports.
            Flags go before the environment, the environment before defaults. Variables (docs/contract.md):
            %s
            Exit: 0 done (also with blocked tasks), 1 an action failed, 2 bad usage or configuration.""".formatted(variables());

    private static final Map<String, String> FLAGS = Map.of(
            "--cluster", "CLUSTER",
            "--deployment-name", "DEPLOYMENT_NAME",
            "--region", "AWS_REGION",
            "--output", "OUTPUT");

    /** In lines that a terminal holds. */
    private static String variables() {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String name : Stream.concat(
                        ReaperVariables.ALL.stream().map(Variable::name), Stream.of("AWS_REGION", "AWS_ENDPOINT_URL"))
                .toList()) {
            boolean wraps = column + name.length() > WIDTH;
            text.append(column == 0 ? "" : wraps ? ",\n" : ", ").append(name);
            column = (wraps ? 0 : column + 2) + name.length();
        }
        return text.append('.').toString();
    }

    /** @throws ConfigurationException with all problems of flags and variables */
    static CommandLine parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>(environment);
        values.remove("OUTPUT");
        Map<String, String> labels = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String flag = arguments[i];
            if (flag.equals("--help")) {
                return new CommandLine(true, false, Optional.empty(), Optional.empty(), Optional.empty());
            } else if (flag.equals("--dry-run")) {
                values.put("DRY_RUN", "true");
                labels.put("DRY_RUN", flag);
            } else if (!FLAGS.containsKey(flag)) {
                problems.add("unknown argument '" + flag + "' (see --help)");
            } else if (i + 1 == arguments.length) {
                problems.add(flag + " needs a value");
            } else {
                values.put(FLAGS.get(flag), arguments[++i]);
                labels.put(FLAGS.get(flag), flag);
            }
        }
        Settings settings = Settings.of(values, variable -> labels.getOrDefault(variable, variable));
        problems.forEach(settings::problem);
        return of(settings);
    }

    private static CommandLine of(Settings settings) {
        Output output = settings.choice("OUTPUT", Output.TEXT, Output.class);
        Optional<String> region = AwsSettings.region(settings);
        Optional<URI> endpoint = AwsSettings.endpoint(settings);
        ReaperConfig config = ReaperConfig.parse(settings);
        return new CommandLine(false, output == Output.JSON, Optional.of(config), region, endpoint);
    }

    private enum Output {
        TEXT,
        JSON
    }
}
