package io.ecsdrain.bench.reaper;

import io.ecsdrain.localaws.wire.RateLimits;
import io.ecsdrain.localaws.wire.RateLimits.Bucket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The least that a run which changes nothing needs: the calls that AWS's page and batch sizes allow, and the time that
 * its throttle buckets leave for them. docs/benchmarks.md tells the same term by term.
 */
record LowerBound(List<Term> terms) {

    /**
     * Calls of one operation.
     *
     * @param fits how many things one of them takes
     * @param why what cannot be known otherwise
     */
    record Term(String service, String operation, long calls, String fits, String why) {}

    static LowerBound of(Shape shape) {
        List<Term> terms = new ArrayList<>();
        int services = shape.services();
        terms.add(new Term("ecs", "ListServices", pages(services, 100), "100 a page", "which services there are"));
        terms.add(new Term(
                "ecs", "DescribeServices", pages(services, 10), "10", "tags and counts: whose they are, which drain"));
        terms.add(new Term(
                "ssm",
                "GetParametersByPath",
                parameterPages(shape),
                "1 name, 10 a page",
                "the states, which decide; what lies beside our names is not read"));
        routing(shape, terms);
        terms.add(new Term(
                "application-autoscaling",
                "DescribeScalableTargets",
                pages(services, 50),
                "50",
                "what could scale a service in while it drains, or up again afterwards"));
        tasks(shape, terms);
        int first = pages(shape.draining(), 500);
        int rest = shape.ready() ? pages(shape.drainingTasks() - shape.draining(), 500) : 0;
        terms.add(new Term(
                "cloudwatch",
                "GetMetricData",
                first + rest,
                "500 metrics",
                "one task each; all where that one is ready"));
        return new LowerBound(terms);
    }

    private static void routing(Shape shape, List<Term> terms) {
        String elb = "elasticloadbalancing";
        int services = shape.services();
        int balancers = shape.loadBalancers();
        terms.add(new Term(elb, "DescribeTargetGroups", pages(services, 400), "400 a page", "where they are attached"));
        terms.add(
                new Term(
                        elb,
                        "DescribeTags",
                        pages(services, 20) + pages(services, 20),
                        "20",
                        "whose target groups and, once these have led to the listeners, whose rules: leftovers are found so alone"));
        terms.add(new Term(elb, "DescribeListeners", balancers, "1 load balancer", "where default actions forward to"));
        terms.add(new Term(elb, "DescribeRules", balancers, "1 listener, 400 a page", "which rules lead where"));
    }

    /** The draining ones are spread evenly over the names, of which each has one that is live. */
    private static long parameterPages(Shape shape) {
        return IntStream.range(0, shape.active())
                .map(name -> 1 + shape.draining() / shape.active() + (name < shape.draining() % shape.active() ? 1 : 0))
                .mapToLong(parameters -> pages(parameters, 10))
                .sum();
    }

    /** Listed by service, or the whole cluster at once, whichever takes fewer calls together with the descriptions. */
    private static void tasks(Shape shape, List<Term> terms) {
        int byService = shape.draining() * pages(shape.tasks(), 100);
        int described = pages(shape.drainingTasks(), 100);
        int whole = pages(shape.drainingTasks() + shape.active(), 100);
        boolean single = byService + described <= 2 * whole;
        terms.add(new Term(
                "ecs",
                "ListTasks",
                (single ? byService : whole) + 1,
                "100 a page",
                "which tasks run; and, in one more page, which were told to stop"));
        terms.add(
                new Term("ecs", "DescribeTasks", single ? described : whole, "100", "what they are doing, since when"));
    }

    static int pages(int items, int perPage) {
        return (items + perPage - 1) / perPage;
    }

    long calls() {
        return terms.stream().mapToLong(Term::calls).sum();
    }

    /** By the longest of the buckets: what does not fit its burst waits for it to be refilled. */
    double seconds() {
        Map<Bucket, Long> byBucket = new LinkedHashMap<>();
        terms.forEach(term -> RateLimits.of(term.service(), term.operation())
                .ifPresent(bucket -> byBucket.merge(bucket, term.calls(), Long::sum)));
        return byBucket.entrySet().stream()
                .mapToDouble(each -> Math.max(0, each.getValue() - each.getKey().burst())
                        / (double) each.getKey().perSecond())
                .max()
                .orElse(0);
    }
}
