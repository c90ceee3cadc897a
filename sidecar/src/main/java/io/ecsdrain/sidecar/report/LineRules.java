package io.ecsdrain.sidecar.report;

import java.time.Duration;

/**
 * How the lines on stdout are written.
 *
 * @param every the time between two regular lines, at most a minute: a period without a line is a period without
 *     evidence
 * @param metric whether a line is a point of the metric, too
 * @param resolution StorageResolution of the metric in seconds, 60 or 1
 */
public record LineRules(Duration every, boolean metric, int resolution) {}
