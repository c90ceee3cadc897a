package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric in Prometheus's text format (prometheus.io, Exposition formats), by name and labels. Several samples are
 * summed.
 *
 * @param name of the metric
 * @param labels what its labels have to be, by label
 */
record MetricField(String name, Map<String, Label> labels) implements SessionField {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern SELECTOR = Pattern.compile("(" + NAME + ")\\s*+(?:\\{(.*)})?+", Pattern.DOTALL);

    /** @param equal whether the label has to be {@code value}, or must not be */
    record Label(String value, boolean equal) {}

    MetricField {
        labels = Map.copyOf(labels);
    }

    /** {@code name} or {@code name{a="b",c!="d"}}. */
    static Optional<MetricField> parse(String selector) {
        Matcher matcher = SELECTOR.matcher(selector.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return labels(matcher.group(2) == null ? "" : matcher.group(2))
                .map(labels -> new MetricField(matcher.group(1), labels));
    }

    /** Empty if {@code text} is no list of labels. */
    private static Optional<Map<String, Label>> labels(String text) {
        try {
            return Optional.of(new LabelScanner(text).all());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public double read(byte[] answer) throws IOException {
        // The format ends every line so; a page that was cut off tells nothing.
        if (answer.length > 0 && answer[answer.length - 1] != '\n') {
            throw new IOException("the last line does not end");
        }
        double sum = 0;
        boolean found = false;
        for (String line : new String(answer, StandardCharsets.UTF_8).split("\n")) {
            String sample = line.strip();
            if (sample.startsWith(name) && !continuesName(sample)) {
                Optional<String> value = value(sample.substring(name.length()).stripLeading());
                found |= value.isPresent();
                sum += value.isPresent() ? SessionNumber.of(value.get()) : 0;
            }
        }
        if (!found) {
            throw new IOException("no sample of " + this + " is in the answer");
        }
        return sum;
    }

    private boolean continuesName(String sample) {
        return sample.length() > name.length()
                && (sample.charAt(name.length()) == ':' || LabelScanner.isOfName(sample.charAt(name.length())));
    }

    /** The value in what follows the name of a sample, if that has our labels. */
    private Optional<String> value(String rest) throws IOException {
        if (!rest.startsWith("{")) {
            return fits(Map.of()) ? Optional.of(word(rest)) : Optional.empty();
        }
        int end = rest.lastIndexOf('}');
        Map<String, Label> found =
                end < 0 ? null : labels(rest.substring(1, end)).orElse(null);
        if (found == null) {
            throw new IOException("a sample of " + name + " is not in Prometheus's text format");
        }
        return fits(found) ? Optional.of(word(rest.substring(end + 1))) : Optional.empty();
    }

    /** The value; a timestamp may follow. */
    private static String word(String rest) {
        String[] words = rest.strip().split("\\s+", 2);
        // Prometheus writes +Inf, which is no number of sessions either.
        return words[0];
    }

    /** A label that a sample does not have is empty. */
    private boolean fits(Map<String, Label> sample) {
        return labels.entrySet().stream().allMatch(wanted -> {
            Label label = sample.get(wanted.getKey());
            String value = label == null ? "" : label.value();
            return value.equals(wanted.getValue().value()) == wanted.getValue().equal();
        });
    }

    @Override
    public String toString() {
        return Printable.cell(name + (labels.isEmpty() ? "" : labels.keySet().toString()));
    }
}
