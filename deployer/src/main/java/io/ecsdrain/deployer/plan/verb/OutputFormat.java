package io.ecsdrain.deployer.plan.verb;

/** How a verb's result is rendered. */
public enum OutputFormat {
    TEXT,
    JSON
}
