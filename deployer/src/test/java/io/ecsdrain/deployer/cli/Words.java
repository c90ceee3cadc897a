package io.ecsdrain.deployer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line's own model, as manual and completions need it. */
record Words(List<Verb> verbs, List<Flag> flags, String description, List<String> footer) {

    /**
     * @param arguments what is no flag
     * @param first the first sentence of the description
     */
    record Verb(
            String name, String synopsis, String description, String first, List<Flag> flags, List<Flag> arguments) {}

    /**
     * @param names all of them, the long one last; none for an argument
     * @param value what stands for its value, empty where it takes none
     */
    record Flag(List<String> names, Optional<String> value, String description, String first) {

        String name() {
            return names.get(names.size() - 1);
        }

        /** The values, where they are few and known. */
        List<String> choices() {
            return value.filter(label -> label.matches("[a-z]+(\\|[a-z]+)+"))
                    .map(label -> List.of(label.split("\\|")))
                    .orElse(List.of());
        }

        boolean takesFile() {
            return value.filter(label -> Arrays.asList(label.split("\\|")).contains("FILE"))
                    .isPresent();
        }
    }

    static Words ofTheCommandLine(Console console) {
        CommandLine line = DrainCommand.line(Map.of(), null, console);
        CommandSpec all = line.getCommandSpec();
        return new Words(
                line.getSubcommands().values().stream()
                        .map(verb -> verb(verb.getCommandSpec()))
                        .toList(),
                flags(all),
                joined(all.usageMessage().description()),
                Arrays.stream(all.usageMessage().footer())
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private static Verb verb(CommandSpec spec) {
        String description = joined(spec.usageMessage().description());
        return new Verb(
                spec.name(),
                spec.positionalParameters().stream()
                        .map(argument -> " [" + argument.paramLabel() + "]")
                        .collect(Collectors.joining()),
                description,
                firstSentence(description),
                flags(spec),
                spec.positionalParameters().stream()
                        .map(argument -> flag(List.of(), argument))
                        .toList());
    }

    private static List<Flag> flags(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> flag(List.of(option.names()), option))
                .toList();
    }

    private static Flag flag(List<String> names, ArgSpec argument) {
        boolean valued = !(argument instanceof OptionSpec) || argument.arity().max() > 0;
        String description = joined(argument.description());
        return new Flag(
                names,
                valued ? Optional.of(argument.paramLabel()) : Optional.empty(),
                description,
                firstSentence(description));
    }

    private static String joined(String[] lines) {
        return String.join(" ", lines);
    }

    private static String firstSentence(String text) {
        return text.split("(?<=[.;:]) ", 2)[0].replaceAll("[.;:]$", "");
    }
}
