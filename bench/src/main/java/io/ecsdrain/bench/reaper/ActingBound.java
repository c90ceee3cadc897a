package io.ecsdrain.bench.reaper;

import static io.ecsdrain.bench.reaper.LowerBound.pages;

/**
 * The least that acting takes beyond looking: what is written, and what it rests on read once more just before, in
 * calls as full as AWS allows. One name with as many deployments as drain, each with one target group and one rule,
 * without auto scaling, and without protected tasks.
 */
final class ActingBound {

    private ActingBound() {}

    static long of(Shape shape, Acting.Step step) {
        int all = shape.draining();
        return converge(shape)
                + switch (step) {
                    // ModifyRule, AddTags of the time.
                    case PARK -> 2L * all + words(all) + rules(shape);
                    // Original count and delay into tags, the delay's reading and lowering, desired 0; protection asked
                    // for.
                    case RETIRE ->
                        5L * all
                                + pages(shape.drainingTasks(), 100)
                                + groupTags(all)
                                + 2 * words(all)
                                + routes(shape)
                                + all;
                    // The mark, rule, target group, parameter, service; tasks looked at before the first and the last
                    // of them.
                    case DELETE -> 5L * all + 2 * words(all) + routes(shape) + all + tasks(shape) + listed(shape);
                };
    }

    /** States and one register; services. */
    private static long words(int deployments) {
        return pages(deployments + 1, 10) + pages(deployments, 10);
    }

    private static long rules(Shape shape) {
        return shape.loadBalancers() + pages(shape.draining(), 20);
    }

    private static long groupTags(int deployments) {
        return pages(deployments, 20);
    }

    /** Which load balancers, their listeners, their rules; the targets of each target group are a call for each. */
    private static long routes(Shape shape) {
        return 1 + shape.loadBalancers() + rules(shape);
    }

    private static long listed(Shape shape) {
        return shape.draining()
                + Math.min(shape.draining() * pages(shape.tasks(), 100), pages(shape.drainingTasks(), 100));
    }

    private static long tasks(Shape shape) {
        return listed(shape) + pages(shape.drainingTasks(), 100);
    }

    /** Twice the name's parameters and its live service. */
    private static long converge(Shape shape) {
        return 2L * (pages(shape.draining() + shape.active(), 10) + 1);
    }
}
