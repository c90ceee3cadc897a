package io.ecsdrain.sidecar.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many file descriptors this process may still open; every connection takes one. Linux tells it, see proc(5). */
final class OpenFiles {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final Pattern LIMIT = Pattern.compile("Max open files +(\\d+) .*");

    private OpenFiles() {}

    /** Empty where the system does not tell, or sets no limit. */
    static OptionalLong left() {
        try (Stream<Path> open = Files.list(OPEN)) {
            OptionalLong limit = limit(Files.readAllLines(LIMITS));
            return limit.isPresent() ? OptionalLong.of(limit.getAsLong() - open.count()) : limit;
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong limit(List<String> lines) {
        return lines.stream()
                .map(LIMIT::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst();
    }
}
