package io.ecsdrain.localaws.ecs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;

/** Cuts lists into pages. A token says after which ARN to go on, so that removed items never shift a page. */
final class Pages {

    static final int MOST = 100;

    private Pages() {}

    /**
     * @param sorted all items in ascending order
     * @param limit the page size asked for, null for the default
     */
    static <T> T cut(
            List<String> sorted,
            String token,
            Integer limit,
            int byDefault,
            BiFunction<List<String>, String, T> answer) {
        int size = limit == null ? byDefault : limit;
        if (size < 1 || size > MOST) {
            throw EcsErrors.invalid("maxResults must be between 1 and 100.");
        }
        List<String> rest = token == null ? sorted : after(sorted, token);
        if (rest.size() <= size) {
            return answer.apply(rest, null);
        }
        List<String> page = rest.subList(0, size);
        return answer.apply(List.copyOf(page), encode(page.get(size - 1)));
    }

    private static List<String> after(List<String> sorted, String token) {
        String last = decode(token);
        return sorted.stream().filter(each -> each.compareTo(last) > 0).toList();
    }

    private static String encode(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw EcsErrors.invalid("Invalid token.");
        }
    }
}
