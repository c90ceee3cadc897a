package io.ecsdrain.inventory.model;

/**
 * One member of a forward action. AWS shows a single target group both as {@code TargetGroupArn} and as a
 * {@code ForwardConfig} of one; the observer folds the two.
 *
 * @param weight 0 to 999; 0 sends nothing
 */
public record ForwardTarget(String targetGroupArn, int weight) {}
