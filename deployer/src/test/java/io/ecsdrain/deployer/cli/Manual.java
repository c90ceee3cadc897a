package io.ecsdrain.deployer.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The manual page, section 1. */
final class Manual {

    private static final List<List<String>> ENVIRONMENT = List.of(
            List.of("AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID ...", "As for every program on the AWS SDK."),
            List.of("AWS_ENDPOINT_URL", "Another AWS than the real one."),
            List.of("CLUSTER, DEPLOYMENT_NAME, DEPLOYMENT_ID", "Stand for the flags of that name."));

    private Manual() {}

    static String of(Words words) {
        StringBuilder page = new StringBuilder(".\\\" Made from the command line; see CommandFilesTest.\n");
        page.append(".TH DRAIN 1 \"\" \"ecs\\-drain\" \"User Commands\"\n");
        page.append(
                ".SH NAME\ndrain \\- run many versions of one app at once on Amazon ECS, and let every session finish\n");
        page.append(".SH SYNOPSIS\n.B drain\n.I verb\n[options]\n");
        page.append(".SH DESCRIPTION\n").append(text(words.description())).append("\n");
        page.append(".SH OPTIONS\n").append(flags(words.flags()));
        page.append(".SH VERBS\n");
        for (Words.Verb verb : words.verbs()) {
            page.append(".SS drain ")
                    .append(text(verb.name() + verb.synopsis()))
                    .append("\n");
            page.append(text(verb.description())).append("\n");
            page.append(flags(verb.arguments())).append(flags(verb.flags()));
        }
        page.append(".SH ENVIRONMENT\n");
        ENVIRONMENT.forEach(variable -> page.append(item(bold(variable.get(0)), variable.get(1))));
        page.append(".SH NOTES\n");
        words.footer().forEach(note -> page.append(text(note)).append("\n.PP\n"));
        return page.toString();
    }

    private static String flags(List<Words.Flag> flags) {
        return flags.stream()
                .map(flag -> item(heading(flag), flag.description()))
                .collect(Collectors.joining());
    }

    private static String heading(Words.Flag flag) {
        String names = flag.names().stream().map(Manual::bold).collect(Collectors.joining(", "));
        Optional<String> value = flag.value().map(label -> "\\fI" + text(label) + "\\fR");
        return names + (names.isEmpty() || value.isEmpty() ? "" : " ") + value.orElse("");
    }

    private static String item(String heading, String description) {
        return ".TP\n" + heading + "\n" + text(description) + "\n";
    }

    private static String bold(String word) {
        return "\\fB" + text(word) + "\\fR";
    }

    /** A line that begins with a dot or a quote would be an order to troff. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
        return escaped.matches("(?s)[.'].*") ? "\\&" + escaped : escaped;
    }
}
