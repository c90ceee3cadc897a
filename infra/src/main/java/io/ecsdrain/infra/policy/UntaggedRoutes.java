package io.ecsdrain.infra.policy;

/** Whether the reaper's role reaches target groups and listener rules that carry no {@code deployment_name} tag. */
public enum UntaggedRoutes {
    /** Only tagged ones; right where everything was made by {@code deploy}, which tags at creation. */
    REFUSE,
    /** Untagged ones too, but none tagged for another name; for teams whose own script makes them without tags. */
    ALLOW
}
