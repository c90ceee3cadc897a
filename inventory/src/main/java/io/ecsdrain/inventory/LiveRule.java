package io.ecsdrain.inventory;

import io.ecsdrain.inventory.model.RuleView;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * A rule read just now.
 *
 * @param view what decisions look at
 * @param raw what AWS answered, for ModifyRule, which replaces whole lists of conditions and actions
 */
public record LiveRule(RuleView view, Rule raw) {}
