package io.ecsdrain.bench.retire;

import io.ecsdrain.bench.MeasuredFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long a retirement takes after the last session, and holds that against its bounds; with a folder as
 * argument the table in its benchmarks.md, and the picture beside it, are written anew. A number after it leaves out
 * deployments with more tasks. Ends with 1 if a bound is exceeded.
 */
public final class RetireBench {

    static final String PICTURE = "benchmarks-retire.svg";

    private static final String PART = "time to retire";
    private static final List<Integer> TASKS = List.of(2, 10, 100, 1_000);
    private static final int MANY = 1_000;
    private static final int DRAINS = 20;

    /** One of many tasks takes minutes of the machine. */
    private static final int DRAINS_OF_MANY = 3;

    private static final int BAD_USAGE = 2;

    private RetireBench() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        Optional<MeasuredFile> file;
        int most;
        try {
            file = arguments.stream().findFirst().map(Path::of).map(folder -> MeasuredFile.in(folder, List.of(PART)));
            most = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : MANY;
        } catch (IllegalArgumentException unusable) {
            out.println(unusable.getMessage());
            return BAD_USAGE;
        }
        List<Measured> all = new ArrayList<>();
        for (Way way : ways(most)) {
            Measured measured = Measured.of(way, way.isOfMany() ? DRAINS_OF_MANY : DRAINS);
            out.print(RetireTable.row(measured));
            all.add(measured);
        }
        if (file.isPresent()) {
            file.get().write(Map.of(PART, RetireTable.of(all)));
            Files.writeString(Path.of(arguments.get(0)).resolve(PICTURE), RetirePicture.of(all));
        }
        List<String> exceeded =
                all.stream().flatMap(each -> each.exceeded().stream()).toList();
        exceeded.forEach(each -> out.println("EXCEEDED " + each));
        return exceeded.isEmpty() ? 0 : 1;
    }

    private static List<Way> ways(int most) {
        List<Way> ways = new ArrayList<>();
        for (int tasks : TASKS.stream().filter(each -> each <= most).toList()) {
            for (boolean subscription : List.of(true, false)) {
                Way way = Way.byLog(subscription, tasks);
                ways.addAll(List.of(way, way.waiting(10, 10), way.waiting(5, 5)));
            }
            ways.add(Way.byLog(true, tasks).withALateClient());
            if (most == MANY) {
                ways.add(Way.byLog(true, tasks).beside(MANY));
            }
            ways.add(Way.byMetric(Way.Evidence.METRIC, tasks));
            ways.add(Way.byMetric(Way.Evidence.METRIC_OF_PRODUCTION, tasks));
        }
        return ways;
    }
}
