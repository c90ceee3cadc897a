package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What tells an untagged rule as a deployment's own: a value that holds the deployment's id, or the name of its
 * service, as a whole word, for {@code v1} must not be found in {@code v10}.
 */
final class OwnValue {

    /** A URL-encoded {@code =} may stand before it. */
    private static final String BEFORE = "(?:(?<![a-z0-9-])|(?<=%[0-9a-f]{2}))";

    private static final String AFTER = "(?![a-z0-9-])";

    /** In a regular expression these let the word end otherwise, or go on. */
    private static final String NO_MORE = "(?![.\\[?*+{])";

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** Classes that hold characters of a word. */
    private static final String WORD_CLASSES = "dwDS";

    private final Pattern value;
    private final Pattern regex;

    private OwnValue(Pattern value, Pattern regex) {
        this.value = value;
        this.regex = regex;
    }

    static OwnValue of(DeploymentKey key) {
        String word = BEFORE + "(?:" + Pattern.quote(key.serviceName()) + "|" + Pattern.quote(key.id()) + ")" + AFTER;
        return new OwnValue(
                Pattern.compile(word, Pattern.CASE_INSENSITIVE),
                Pattern.compile(word + NO_MORE, Pattern.CASE_INSENSITIVE));
    }

    boolean in(List<ConditionView> conditions) {
        return conditions.stream()
                .anyMatch(condition -> condition.values().stream()
                                .anyMatch(text -> value.matcher(text).find())
                        || condition.regexValues().stream()
                                .anyMatch(text -> regex.matcher(plain(text)).find()));
    }

    /**
     * A regular expression with its escapes read: a hyphen of the id may be one, and what else is escaped ends a word.
     */
    private static String plain(String expression) {
        return ESCAPED.matcher(expression).replaceAll(escape -> {
            String character = escape.group(1);
            return character.equals("-") ? "-" : WORD_CLASSES.contains(character) ? "a" : " ";
        });
    }
}
