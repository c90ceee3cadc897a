package io.ecsdrain.bench.canary;

import io.ecsdrain.bench.MeasuredFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays canaries with real clients and holds them against their bounds; with a folder as argument the tables in its
 * benchmarks.md are written anew. Ends with 1 if a bound is exceeded.
 */
public final class CanaryBench {

    /** From the moment at which CloudWatch shows that it is bad until new clients are led back. */
    static final Duration MOST = Duration.ofSeconds(30);

    /** Percentage points between weight and share. */
    private static final double MOST_OFF = 2;

    private static final int CLIENTS = 10_000;
    private static final int SESSIONS = 200;
    private static final int WAVE = 250;
    private static final String LED = "canary led over";
    private static final String ENDED = "canary ended";
    private static final int BAD_USAGE = 2;

    private CanaryBench() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        Optional<MeasuredFile> file;
        try {
            file = arguments.stream()
                    .findFirst()
                    .map(Path::of)
                    .map(folder -> MeasuredFile.in(folder, List.of(LED, ENDED)));
        } catch (IllegalArgumentException unusable) {
            out.println(unusable.getMessage());
            return BAD_USAGE;
        }
        LedOver led = LedOver.play(CLIENTS);
        out.println(CanaryTable.of(led));
        List<Aborted> aborted = new ArrayList<>();
        for (Judge judge : Judge.values()) {
            aborted.add(Aborted.play(judge, SESSIONS, WAVE));
        }
        out.println(CanaryTable.of(aborted));
        if (file.isPresent()) {
            file.get().write(Map.of(LED, CanaryTable.of(led), ENDED, CanaryTable.of(aborted)));
        }
        List<String> exceeded = new ArrayList<>(exceeded(led));
        aborted.forEach(each -> exceeded.addAll(exceeded(each)));
        exceeded.forEach(each -> out.println("EXCEEDED " + each));
        return exceeded.isEmpty() ? 0 : 1;
    }

    private static List<String> exceeded(LedOver led) {
        boolean off = led.steps().stream().anyMatch(step -> Math.abs(step.share() - step.percent()) > MOST_OFF);
        return off || led.ended().exit() != 0 || led.counts().harmed() ? List.of(led.toString()) : List.of();
    }

    private static List<String> exceeded(Aborted aborted) {
        boolean slow = aborted.took().compareTo(MOST) > 0 || aborted.ended().exit() != 1;
        boolean harmed =
                aborted.cut() + aborted.laterOnCanary() > 0 || aborted.counts().harmed();
        return slow || harmed ? List.of(aborted.toString()) : List.of();
    }
}
