package io.ecsdrain.localaws.elbv2;

/** What load balancers and target groups may be called. */
final class Names {

    private static final int LONGEST = 32;

    private Names() {}

    /** @param what begins the message, such as {@code Target group name} */
    static void check(String name, String what) {
        Check.that(
                name.length() <= LONGEST, what + " '" + name + "' cannot be longer than '" + LONGEST + "' characters");
        Check.that(name.matches("[A-Za-z0-9-]+"), what + " '" + name + "' can only contain alphanumerics and hyphens");
        Check.that(
                !name.startsWith("-") && !name.endsWith("-"),
                what + " '" + name + "' cannot begin or end with a hyphen");
        Check.that(!name.startsWith("internal-"), what + " '" + name + "' cannot begin with 'internal-'");
    }
}
