package io.ecsdrain.bench.reaper;

import io.ecsdrain.bench.MeasuredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What benchmarks.md tells of the reaper as measured, and the picture beside the file. */
final class Section {

    static final String PICTURE = "benchmarks-reaper.svg";

    private static final String BUDGETS = "reaper budgets";
    private static final String GROWTH = "reaper growth";
    private static final String ACTING = "reaper acting";

    private final MeasuredFile file;
    private final Path folder;

    private Section(MeasuredFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** @throws IllegalArgumentException if the folder has no benchmarks.md, or a mark is missing in it */
    static Section in(Path folder) {
        return new Section(MeasuredFile.in(folder, List.of(BUDGETS, GROWTH, ACTING)), folder);
    }

    void write(List<Trial.Runs> budgets, List<Trial.Runs> growth, List<Acting.Taken> acting) throws IOException {
        file.write(Map.of(BUDGETS, budgets(budgets), GROWTH, growth(growth), ACTING, acting(acting)));
        Files.writeString(
                folder.resolve(PICTURE),
                GrowthPicture.of(growth.stream().map(Trial.Runs::warm).toList()));
    }

    private static String budgets(List<Trial.Runs> budgets) {
        StringBuilder text = new StringBuilder("Calls within ")
                .append(ReaperBench.MOST_CALLS)
                .append(" x the least, time within ")
                .append(ReaperBench.MOST_TIME)
                .append(" x what the buckets allow, throttled calls below 1 %; heap ")
                .append(Trial.HEAP_MIB)
                .append(" MiB, ")
                .append(Trial.LATENCY.toMillis())
                .append(" ms a call.\n\n")
                .append(
                        "| cluster | calls | least | ratio | s warm | s cold | buckets allow | ratio | throttled | heap MiB |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        budgets.forEach(runs -> text.append(budget(runs)));
        return text.toString();
    }

    private static String growth(List<Trial.Runs> growth) {
        StringBuilder text = new StringBuilder(
                        "| draining services | tasks each | calls | least | s warm | buckets allow | heap MiB |\n")
                .append("|---|---|---|---|---|---|---|\n");
        growth.forEach(runs -> text.append(step(runs)));
        return text.toString();
    }

    private static String acting(List<Acting.Taken> acting) {
        StringBuilder text = new StringBuilder(
                        "| cluster | of others | | calls, looking | acting | more for each | least for each |\n")
                .append("|---|---|---|---|---|---|---|\n");
        acting.forEach(taken -> text.append(String.format(
                Locale.ROOT,
                "| %d services drain with %d tasks each | %d | %s | %d | %d | %.1f | %.1f |%n",
                taken.shape().draining(),
                taken.shape().tasks(),
                taken.foreign(),
                taken.step().words,
                taken.looking(),
                taken.acting(),
                taken.each(),
                taken.least() / (double) taken.shape().draining())));
        return text.toString();
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
