package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.links.Switches.Switch;
import java.time.Duration;

/** What is in doubt about Parameter Store. */
public final class SsmSwitches {

    /** Reads show the parameters as they were this long ago; a new one is not found for that long. */
    public static final Switch<Duration> STALE_READS =
            new Switch<>("ssm.stale-reads", Duration.ZERO, "no read-after-write promise is documented");

    /** A deleted name can be created again only after this time; sooner it answers TooManyUpdates. */
    public static final Switch<Duration> RECREATE_AFTER = new Switch<>(
            "ssm.recreate-after", Duration.ofSeconds(30), "documented: wait at least 30 seconds; the error is not");

    /** Every n-th page of GetParametersByPath that has a successor or content is empty and has a NextToken; 0: none. */
    public static final Switch<Integer> EMPTY_PAGE_EVERY =
            new Switch<>("ssm.empty-page-every", 3, "documented: a page may be empty and yet have a NextToken");

    private SsmSwitches() {}
}
