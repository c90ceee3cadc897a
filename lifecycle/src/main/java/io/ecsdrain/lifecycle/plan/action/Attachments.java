package io.ecsdrain.lifecycle.plan.action;

import java.util.List;

/** Where clients could come from: the deployment's target groups and the load balancers they hang on. */
public record Attachments(List<String> targetGroups, List<String> loadBalancers) {}
