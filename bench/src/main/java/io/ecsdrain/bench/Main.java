package io.ecsdrain.bench;

import io.ecsdrain.bench.canary.CanaryBench;
import io.ecsdrain.bench.cli.SmallCluster;
import io.ecsdrain.bench.reaper.ReaperBench;
import io.ecsdrain.bench.retire.RetireBench;
import java.util.List;

/**
 * {@code reaper [FOLDER]}: the reaper's calls, time and memory on a big cluster. {@code retire [FOLDER [MOST_TASKS]]}:
 * from the last session to desired 0. {@code canary [FOLDER]}: canaries with real clients. {@code cluster COMMAND...}:
 * a command of one's own beside a small cluster. Everything else goes to JMH.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        switch (all.isEmpty() ? "" : all.get(0)) {
            case "reaper" -> System.exit(ReaperBench.run(all.subList(1, all.size()), System.out));
            case "retire" -> System.exit(RetireBench.run(all.subList(1, all.size()), System.out));
            case "canary" -> System.exit(CanaryBench.run(all.subList(1, all.size()), System.out));
            case "cluster" -> System.exit(SmallCluster.run(all.subList(1, all.size())));
            default -> org.openjdk.jmh.Main.main(arguments);
        }
    }
}
