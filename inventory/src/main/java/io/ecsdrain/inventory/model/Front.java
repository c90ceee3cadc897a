package io.ecsdrain.inventory.model;

import java.util.List;

/**
 * What a listener's default action does, where new clients come in.
 *
 * @param where protocol and port, for people
 * @param logins the types of the actions that have clients log in before they are routed, such as
 *     {@code authenticate-oidc}
 * @param routing {@code forward}, {@code redirect} or {@code fixed-response}
 * @param vacant whether it only says that no deployment serves yet: the baseline's answer, or a 503 without words
 */
public record Front(String listenerArn, String where, List<String> logins, String routing, boolean vacant) {

    public Front {
        logins = List.copyOf(logins);
    }

    /** Whether it answers as a person told it to, which a deployment must not replace without being told. */
    public boolean answersItself() {
        return !routing.equals("forward") && !vacant;
    }

    /** Whether a rule with the same logins cannot be made from what AWS shows: it shows no OIDC client's secret. */
    public boolean hidesASecret() {
        return logins.contains("authenticate-oidc");
    }
}
