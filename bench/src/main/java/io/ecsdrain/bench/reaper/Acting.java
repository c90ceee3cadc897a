package io.ecsdrain.bench.reaper;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole retirement: runs that lead the clients away, that scale to zero and that delete, each played for all
 * deployments at once. Time is stepped and nothing is throttled, so what is measured is calls.
 */
final class Acting {

    /** What the runs do that act. */
    enum Step {
        PARK("clients led away", Reason.PARKING),
        RETIRE("scaled to zero", Reason.READY),
        DELETE("deleted", Reason.DRAINED);

        final String words;
        final Reason reason;

        Step(String words, Reason reason) {
            this.words = words;
            this.reason = reason;
        }
    }

    /**
     * @param foreign services of others in the cluster, without a target group
     * @param looking calls of a dry run that finds the same to do
     * @param acting calls of the run that does it
     */
    record Taken(Shape shape, int foreign, Step step, long looking, long acting) {
        long more() {
            return acting - looking;
        }

        double each() {
            return more() / (double) shape.draining();
        }

        long least() {
            return ActingBound.of(shape, step);
        }
    }

    private final World world;
    private final AwsClients clients;
    private final Shape shape;
    private final int foreign;

    private Acting(World world, AwsClients clients, Shape shape, int foreign) {
        this.world = world;
        this.clients = clients;
        this.shape = shape;
        this.foreign = foreign;
    }

    /** Retires and deletes all that drains; what each step took. */
    static List<Taken> of(Shape shape, int foreign) {
        try (World world = new World(shape, false);
                AwsClients clients = AwsClients.forTest(world.aws.endpoint(), Trial.REAPER)) {
            world.foreign(foreign);
            Trial.stamp(world);
            Acting acting = new Acting(world, clients, shape, foreign);
            List<Taken> taken = new ArrayList<>();
            for (Step step : Step.values()) {
                taken.add(acting.take(step));
            }
            return taken;
        }
    }

    private Taken take(Step step) {
        if (step == Step.DELETE) {
            world.aws.advance(Duration.ofMinutes(10));
        } else {
            world.ready();
        }
        long looking = run(true, step);
        return new Taken(shape, foreign, step, looking, run(false, step));
    }

    private long run(boolean dry, Step step) {
        ReaperConfig config = ReaperConfig.parse(Map.of(
                "CLUSTER",
                World.CLUSTER,
                "DRY_RUN",
                String.valueOf(dry),
                "MAX_AGE_HR",
                "never",
                "MAX_RETIREMENTS",
                String.valueOf(shape.draining())));
        int before = world.aws.calls().size();
        RunReport report =
                new Reaper(clients, config, world.aws::now, ConvergeSettings.DEFAULT.waiting(world.aws::advance)).run();
        List<CallRecord> calls = world.aws.calls();
        if (report.failed() || report.summary().getOrDefault(step.reason, 0L) != shape.draining()) {
            throw new IllegalStateException(step + " was not played: " + report.summary() + report.problems());
        }
        return calls.subList(before, calls.size()).stream()
                .filter(call -> call.accessKey().equals(Trial.REAPER))
                .count();
    }
}
