package io.ecsdrain.bench;

import io.ecsdrain.bench.reaper.ReaperBench;
import java.util.Arrays;

/** {@code reaper [FOLDER]}: the reaper's calls, time and memory on a big cluster. Everything else goes to JMH. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("reaper")) {
            System.exit(ReaperBench.run(Arrays.asList(arguments).subList(1, arguments.length), System.out));
        }
        org.openjdk.jmh.Main.main(arguments);
    }
}
