package io.ecsdrain.bench.reaper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section <em>Reaper</em> of benchmarks.md and its picture. What else the file holds stays as it is. */
record Section(List<Trial.Runs> budgets, List<Trial.Runs> growth) {

    private static final String FILE = "benchmarks.md";
    private static final String PICTURE = "benchmarks-reaper.svg";
    private static final Pattern OLD = Pattern.compile("(?ms)^## Reaper$.*?(?=^## |\\z)");

    private static final String INTRODUCTION = """
            ## Reaper

            `java -jar bench/target/bench.jar reaper docs` (after `mvn package -DskipTests`; `.ci/long` runs it too) writes this section.
            The reaper runs over the wire on local-aws, in a process of its own with `-Xmx%dm`. Every call takes %d ms, and local-aws throttles
            as AWS does (switch `wire.rate-limits`; figures and sources in `RateLimits`). *Cold* is the first run of a new process, *warm* the
            one after it. A run over busy deployments changes nothing; where all tasks are ready it is a dry run.

            ### The least that AWS allows

            S services, D of them draining with T tasks each, L load balancers with one listener each, ⌈x⌉ rounded up:

            | call | least | one takes | why it is needed |
            |---|---|---|---|
            | ListServices | ⌈S/100⌉ | 100 a page | which services there are |
            | DescribeServices | ⌈S/10⌉ | 10 | tags and counts: whose they are, which are parked at zero; no list can be filtered by tag |
            | GetParametersByPath | sum of ⌈parameters/10⌉ over the names | 1 name, 10 a page | the states: the parameter decides, a tag does not; what lies beside our names is not read |
            | DescribeTargetGroups | ⌈S/400⌉ | 400 a page | which load balancers they hang on |
            | DescribeTags | 2⌈S/20⌉ | 20 | whose each target group is, and then whose each rule: that alone tells what is left of a deployment that is gone |
            | DescribeListeners | L | 1 load balancer | where default actions forward to |
            | DescribeRules | L | 1 listener, 400 a page | which rules lead to a target group |
            | DescribeScalableTargets | ⌈S/50⌉ | 50 | who could scale in what drains, or scale up again what is retired |
            | ListTasks | min(D⌈T/100⌉, ⌈all tasks/100⌉) + 1 | 100 a page | which tasks run; one page more for those told to stop, which the first list leaves out |
            | DescribeTasks | ⌈tasks listed/100⌉ | 100 | whether they run, since when |
            | GetMetricData | ⌈D/500⌉, and ⌈D(T-1)/500⌉ where the first task is ready | 500 metrics | one task of each deployment; all, before anything is retired |

            The time is that of the token bucket which takes longest: (calls - burst) / refill. The same formula is `LowerBound` in bench/, and
            `ReaperCallsTest` holds smaller clusters against it in every build.

            """;

    void writeInto(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        String text = text();
        String old = Files.exists(file) ? Files.readString(file) : "# Benchmarks\n\n" + "## Reaper\n";
        Matcher section = OLD.matcher(old);
        String all = section.find()
                ? old.substring(0, section.start()) + text + old.substring(section.end())
                : old.stripTrailing() + "\n\n" + text;
        Files.writeString(file, all.stripTrailing() + "\n");
        Files.writeString(folder.resolve(PICTURE), GrowthPicture.of(warm(growth)));
    }

    private static List<Measured> warm(List<Trial.Runs> runs) {
        return runs.stream().map(Trial.Runs::warm).toList();
    }

    private String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION.formatted(Trial.HEAP_MIB, Trial.LATENCY.toMillis()));
        text.append("### Budgets\n\nCalls within ")
                .append(ReaperBench.MOST_CALLS)
                .append(" x the least, time within ")
                .append(ReaperBench.MOST_TIME)
                .append(" x what the buckets allow, throttled calls below 1 %.\n\n")
                .append(
                        "| cluster | calls | least | ratio | s warm | s cold | buckets allow | ratio | throttled | heap MiB |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        budgets.forEach(runs -> text.append(budget(runs)));
        text.append("\n### Growth\n\n![calls and time by services and tasks](")
                .append(PICTURE)
                .append(")\n\nAll tasks busy, one active service beside the draining ones.\n\n")
                .append("| draining services | tasks each | calls | least | s warm | buckets allow | heap MiB |\n")
                .append("|---|---|---|---|---|---|---|\n");
        growth.forEach(runs -> text.append(step(runs)));
        return text.append('\n').toString();
    }

    private static String budget(Trial.Runs runs) {
        Measured warm = runs.warm();
        LowerBound bound = warm.bound();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %.1f | %.1f | %.1f | %.2f | %d | %d |%n",
                warm.shape().words(),
                warm.total(),
                bound.calls(),
                warm.callRatio(),
                warm.seconds(),
                runs.cold().seconds(),
                bound.seconds(),
                warm.seconds() / bound.seconds(),
                runs.cold().throttled() + warm.throttled(),
                warm.peak() >> 20);
    }

    private static String step(Trial.Runs runs) {
        Measured warm = runs.warm();
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f | %.1f | %d |%n",
                warm.shape().draining(),
                warm.shape().tasks(),
                warm.total(),
                warm.bound().calls(),
                warm.seconds(),
                warm.bound().seconds(),
                warm.peak() >> 20);
    }
}
