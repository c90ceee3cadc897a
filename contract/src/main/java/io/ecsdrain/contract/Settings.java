package io.ecsdrain.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads one program's configuration from a map of variables, once. A value that cannot be used is noted as a problem
 * and replaced by a stand-in, so that {@link #problems()} can report all of them together; call {@link #orThrow} at the
 * end. An empty or blank value counts as present and wrong for required variables, and as absent never: a typo must not
 * be silence.
 */
public final class Settings {

    private final Map<String, String> values;
    private final Function<String, String> label;
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> values, Function<String, String> label) {
        this.values = Map.copyOf(values);
        this.label = label;
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(values, Function.identity());
    }

    /**
     * As {@link #of}, with {@code label} naming a variable the way its user wrote it, such as the flag it came from.
     */
    public static Settings of(Map<String, String> values, Function<String, String> label) {
        return new Settings(values, label);
    }

    /** For a variable that is not ours, where blank is usual and means absent. */
    public Optional<String> given(String variable) {
        return Optional.ofNullable(values.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }

    public Optional<String> optional(String variable) {
        return Optional.ofNullable(values.get(variable)).flatMap(value -> {
            if (value.isBlank()) {
                problem(variable, value, "must not be empty (leave it out for the default)");
                return Optional.empty();
            }
            return Optional.of(value.strip());
        });
    }

    public String required(String variable, String meaning) {
        if (!values.containsKey(variable)) {
            problem(label.apply(variable) + " is required: " + meaning);
            return "";
        }
        String value = values.get(variable);
        if (value.isBlank()) {
            problem(variable, value, "must not be empty, it is required: " + meaning);
        }
        return value.strip();
    }

    /** A required deployment name or id. */
    public String requiredName(String variable, String meaning) {
        String value = required(variable, meaning);
        return value.isEmpty() ? value : name(variable, value);
    }

    public Optional<String> optionalName(String variable) {
        return optional(variable).map(value -> name(variable, value));
    }

    private String name(String variable, String value) {
        if (!Names.isValid(value)) {
            problem(variable, value, "must match " + Names.PATTERN);
        }
        return value;
    }

    /** By what {@code variable} says of itself. Narrower {@code values} than the range are for the caller to check. */
    public int integer(Variable.Whole variable) {
        return integer(variable.name(), variable.otherwise(), variable.least(), variable.most());
    }

    /** As {@link #integer(Variable.Whole)}; the word that is right too is for the caller to look for, before. */
    public double decimal(Variable.Decimal variable) {
        return decimal(variable, variable.otherwise());
    }

    /** @param otherwise in place of the variable's own default */
    public double decimal(Variable.Decimal variable, double otherwise) {
        return read(
                        variable.name(),
                        value -> number(value, variable.least(), variable.most()),
                        "must be " + variable.values())
                .orElse(otherwise);
    }

    /** A duration in seconds, decimals allowed. */
    public Duration seconds(Variable.Decimal variable) {
        return seconds(variable, variable.otherwise());
    }

    /** @param otherwise in place of the variable's own default */
    public Duration seconds(Variable.Decimal variable, double otherwise) {
        return Duration.ofMillis(Math.round(decimal(variable, otherwise) * 1000));
    }

    /** A duration in minutes, decimals allowed. */
    public Duration minutes(Variable.Decimal variable) {
        return Duration.ofMillis(Math.round(decimal(variable) * 60_000));
    }

    public boolean flag(Variable.Flag variable) {
        return flag(variable.name(), variable.otherwise());
    }

    /** The constant of {@code type} whose word is given; each of the variable's words is one. */
    public <E extends Enum<E>> E choice(Variable.Choice variable, Class<E> type) {
        return choice(variable.name(), constant(type, variable.preset()), type);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public int integer(String variable, int otherwise, int least, int most) {
        return read(
                        variable,
                        value -> wholeNumber(value).filter(number -> number >= least && number <= most),
                        "must be a whole number from " + least + " to " + most)
                .orElse(otherwise);
    }

    /** A finite decimal number; NaN, infinities and hexadecimal floats are not numbers a person means. */
    public double decimal(String variable, double otherwise, double least, double most) {
        return decimal(new Variable.Decimal(variable, otherwise, least, most, ""));
    }

    private static Optional<Double> number(String value, double least, double most) {
        return Optional.of(value)
                .filter(text -> text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)"))
                .map(Double::valueOf)
                .filter(number -> number >= least && number <= most);
    }

    public boolean flag(String variable, boolean otherwise) {
        return read(
                        variable,
                        value -> Optional.of(value)
                                .filter(text -> text.matches("(?i)true|false"))
                                .map(Boolean::valueOf),
                        "must be true or false")
                .orElse(otherwise);
    }

    /** One of an enum's constants, written in lower case with hyphens for underscores. */
    public <E extends Enum<E>> E choice(String variable, E otherwise, Class<E> choices) {
        List<E> all = List.of(choices.getEnumConstants());
        return read(
                        variable,
                        value -> all.stream()
                                .filter(choice -> word(choice).equals(value))
                                .findFirst(),
                        "must be one of " + all.stream().map(Settings::word).collect(Collectors.joining(", ")))
                .orElse(otherwise);
    }

    /** An absolute URL with a host, of one of {@code schemes}, which are in lower case. */
    public Optional<URI> url(String variable, String... schemes) {
        List<String> all = List.of(schemes);
        return read(
                variable,
                value -> uri(value)
                        .filter(uri -> uri.getHost() != null && all.contains(String.valueOf(uri.getScheme()))),
                "must be an " + String.join(" or ", all) + " URL");
    }

    /** What {@code reader} makes of the value; empty, and a problem, where it makes nothing of it. */
    private <T> Optional<T> read(String variable, Function<String, Optional<T>> reader, String must) {
        return optional(variable).flatMap(value -> {
            Optional<T> read = reader.apply(value);
            if (read.isEmpty()) {
                problem(variable, value, must);
            }
            return read;
        });
    }

    private static Optional<Integer> wholeNumber(String value) {
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(String value) {
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Notes that {@code variable}'s value cannot be used because it {@code must} be something else. */
    public void problem(String variable, String value, String must) {
        problem(label.apply(variable) + " " + must + ", but is '" + value + "'");
    }

    /**
     * Notes a problem that concerns more than one variable. A sentence is said once, also where a variable is read
     * twice.
     */
    public void problem(String sentence) {
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Returns {@code configuration}.
     *
     * @throws ConfigurationException with every problem noted so far, if there is any
     */
    public <T> T orThrow(Supplier<T> configuration) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration.get();
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
