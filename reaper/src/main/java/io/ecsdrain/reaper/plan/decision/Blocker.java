package io.ecsdrain.reaper.plan.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * One task that holds up a retirement.
 *
 * @param since since when, as far as the evidence reaches back
 * @param why a phrase for people
 */
public record Blocker(String taskId, Optional<Instant> since, String why) {}
