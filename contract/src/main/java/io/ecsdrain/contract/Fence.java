package io.ecsdrain.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a fence parameter: the reaper led clients away from a deployment and asks its tasks whether a session
 * came since. Decision 0021 tells the whole.
 *
 * @param nonce names this fence and no other: 32 hexadecimal digits
 * @param state the write of the state parameter that it belongs to, as {@link StateWrite} names it
 * @param rules digest of the rules that were led away: 64 hexadecimal digits
 */
public record Fence(String nonce, String state, String rules) {

    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern STATE = Pattern.compile("[1-9][0-9]{0,17}@[0-9TZ:.-]{20,30}");
    private static final Pattern RULES = Pattern.compile("[0-9a-f]{64}");

    /** None of the members has a character that JSON escapes, so the text has one form. */
    private static final Pattern JSON = Pattern.compile("\\{\"nonce\":\"(?<nonce>" + NONCE + ")\",\"state\":\"(?<state>"
            + STATE + ")\",\"rules\":\"(?<rules>" + RULES + ")\"}");

    /** @throws IllegalArgumentException if a member has another form */
    public Fence {
        require("nonce", NONCE, nonce);
        require("state", STATE, state);
        require("rules", RULES, rules);
    }

    private static void require(String member, Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(member + " must match " + form + ", but is '" + value + "'");
        }
    }

    /** As the parameter holds it. */
    public String json() {
        return "{\"nonce\":\"" + nonce + "\",\"state\":\"" + state + "\",\"rules\":\"" + rules + "\"}";
    }

    /** The fence whose {@link #json} is {@code value}, to the character; empty if there is none. */
    public static Optional<Fence> parse(String value) {
        Matcher matcher = JSON.matcher(value == null ? "" : value);
        return matcher.matches()
                ? Optional.of(new Fence(matcher.group("nonce"), matcher.group("state"), matcher.group("rules")))
                : Optional.empty();
    }
}
