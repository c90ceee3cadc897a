package io.ecsdrain.sidecar.observe;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A proxy, and the hosts that are reached without it. Read as the AWS CLI does, which leaves it to Python's urllib:
 * names are separated by commas, blanks do not count, a name stands for itself and for all that ends with it, {@code *}
 * for every host. A block of addresses ({@code 10.0.0.0/8}) stands for nothing.
 *
 * @param endpoint http, host and port
 * @param without the entries of {@code NO_PROXY}
 */
public record HttpProxy(URI endpoint, List<String> without) {

    public HttpProxy {
        without = List.copyOf(without);
    }

    /** The entries of a {@code NO_PROXY}, without blanks. */
    public static List<String> entries(String noProxy) {
        return Arrays.stream(noProxy.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Whether an entry is a block of addresses. */
    public static boolean isBlock(String entry) {
        return entry.contains("/");
    }

    /** A regular expression for each entry, for host names in lower case. */
    List<String> patterns() {
        return without.stream().map(HttpProxy::pattern).toList();
    }

    private static String pattern(String entry) {
        if (entry.equals("*")) {
            return ".*";
        }
        String name = entry.toLowerCase(java.util.Locale.ROOT)
                .replaceFirst(":\\d+$", "")
                .replaceFirst("^\\*?\\.", "");
        return "(.*\\.)?" + Pattern.quote(name);
    }
}
