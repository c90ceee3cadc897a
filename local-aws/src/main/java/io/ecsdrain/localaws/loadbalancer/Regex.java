package io.ecsdrain.localaws.loadbalancer;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of a rule condition. */
public final class Regex implements TextPattern {

    /**
     * What is not supported: lookaround, backreferences, atomic groups, possessive quantifiers, subroutines, recursion
     * and Unicode properties (Elastic Load Balancing, Application Load Balancers, <em>Condition types for listener
     * rules</em>).
     */
    private static final Pattern UNSUPPORTED = Pattern.compile("\\(\\?(?:<?[=!]|>|R|[0-9&+-]|P[>=])"
            + "|\\\\(?:[1-9]|[kg][<{']|[pP])" // backreferences, properties
            + "|[*+?}]\\+"); // possessive

    private static final Pattern ESCAPED_BACKSLASH = Pattern.compile("\\\\\\\\");

    private final Pattern pattern;
    private final boolean whole;

    private Regex(Pattern pattern, boolean whole) {
        this.pattern = pattern;
        this.whole = whole;
    }

    /**
     * @param whole whether the whole text is compared; otherwise a match anywhere in it is enough
     * @throws PatternSyntaxException if it is none; {@link #problem} says so before
     */
    public static Regex of(String expression, boolean whole, boolean ignoringCase) {
        return new Regex(Pattern.compile(expression, ignoringCase ? Pattern.CASE_INSENSITIVE : 0), whole);
    }

    /** What a load balancer would refuse about it, as a phrase; empty if nothing. */
    public static Optional<String> problem(String expression) {
        if (UNSUPPORTED
                .matcher(ESCAPED_BACKSLASH.matcher(expression).replaceAll("__"))
                .find()) {
            return Optional.of("uses what is not supported");
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.of(malformed.getDescription());
        }
    }

    @Override
    public boolean matches(String text) {
        return whole ? pattern.matcher(text).matches() : pattern.matcher(text).find();
    }
}
