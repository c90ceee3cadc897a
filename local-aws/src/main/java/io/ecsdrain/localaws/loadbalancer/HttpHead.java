package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The first line and the headers of an HTTP/1.x message, as they stand on the wire. */
public record HttpHead(String startLine, List<Header> headers) {

    /** One header line. */
    public record Header(String name, String value) {}

    private static final int LIMIT_BYTES = 64 * 1024;

    /** Null if the other side closed before the first byte. */
    static HttpHead read(InputStream in) throws IOException {
        int[] budget = {LIMIT_BYTES};
        String start = line(in, budget);
        while (start != null && start.isEmpty()) {
            start = line(in, budget);
        }
        if (start == null) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        for (String line = line(in, budget); !"".equals(line); line = line(in, budget)) {
            int colon = line == null ? -1 : line.indexOf(':');
            // A blank before the colon, or a folded line, is how requests are smuggled past proxies: refused.
            if (colon <= 0 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ')) {
                throw new MalformedMessage("not a header line: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new HttpHead(start, headers);
    }

    /** Null at the end of the stream. */
    static String line(InputStream in, int[] budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new MalformedMessage("the message ends within a line");
            }
            if (--budget[0] < 0) {
                throw new MalformedMessage("the head is longer than " + LIMIT_BYTES + " bytes");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    Stream<String> values(String name) {
        return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value);
    }

    boolean has(String name) {
        return values(name).findAny().isPresent();
    }

    /** Whether a comma-separated header holds a word, whatever its case. */
    boolean says(String name, String word) {
        return values(name).flatMap(v -> Stream.of(v.split(","))).anyMatch(v -> v.strip()
                .equalsIgnoreCase(word));
    }

    List<Header> headersWithout(Set<String> lowerCaseNames) {
        return headers.stream()
                .filter(h -> !lowerCaseNames.contains(h.name().toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    void writeTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(
                h -> text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
