package io.ecsdrain.deployer.plan.watch;

import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.reap.Explanation;
import java.time.Instant;
import java.util.List;

/**
 * What {@code watch} shows of one snapshot.
 *
 * @param at when it was taken
 * @param rows as {@code status} has them
 * @param explanations as {@code explain} has them, of the deployments that are watched
 * @param remarks what both remark
 */
public record Sight(Instant at, List<StatusRow> rows, List<Explanation> explanations, List<String> remarks) {

    public Sight {
        rows = List.copyOf(rows);
        explanations = List.copyOf(explanations);
        remarks = List.copyOf(remarks);
    }
}
