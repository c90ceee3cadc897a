package io.ecsdrain.deployer.plan;

/** How a verb's result is rendered. */
public enum OutputFormat {
    TEXT,
    JSON
}
