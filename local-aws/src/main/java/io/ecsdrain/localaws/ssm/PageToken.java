package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next page begins. By name and not by position: a deletion between two pages must not hide a parameter.
 *
 * @param after the last name already shown
 * @param afterEmptyPage whether the page before was the empty one
 */
record PageToken(String after, boolean afterEmptyPage) {

    static PageToken parse(String token) {
        if (token == null) {
            return new PageToken("", false);
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return new PageToken(text.substring(1), text.charAt(0) == 'e');
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw AwsError.badRequest("InvalidNextToken", "The specified token isn't valid.");
        }
    }

    String text() {
        String text = (afterEmptyPage ? "e" : "n") + after;
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
