package io.ecsdrain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * benchmarks.md, of which parts are measured, each between two marks of its own. All that lies outside of them is
 * written by hand and stays as it is.
 */
public final class MeasuredFile {

    public static final String NAME = "benchmarks.md";

    private final Path file;

    private MeasuredFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException if the folder has no such file, or the marks of a part are missing in it */
    public static MeasuredFile in(Path folder, Collection<String> parts) {
        MeasuredFile measured = new MeasuredFile(folder.resolve(NAME));
        String text = measured.read();
        parts.forEach(part -> replace(text, part, ""));
        return measured;
    }

    /** Replaces the parts that are named. */
    public void write(Map<String, String> measured) throws IOException {
        String text = read();
        for (Map.Entry<String, String> part : measured.entrySet()) {
            text = replace(text, part.getKey(), part.getValue());
        }
        Files.writeString(file, text);
    }

    private String read() {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no " + file + "; name the folder that holds " + NAME);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replace(String text, String part, String measured) {
        String begin = "<!-- measured: " + part + " -->\n";
        String end = "<!-- end of " + part + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    NAME + " must hold the line " + begin.strip() + " and below it " + end.strip());
        }
        return text.substring(0, from + begin.length()) + "\n" + measured + "\n" + text.substring(to);
    }
}
