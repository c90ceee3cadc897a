package io.ecsdrain.localaws.loadbalancer;

/** What a value of a rule condition is compared with. */
public sealed interface TextPattern permits Glob, Regex {

    boolean matches(String text);
}
