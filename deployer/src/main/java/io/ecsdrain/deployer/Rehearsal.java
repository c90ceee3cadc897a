package io.ecsdrain.deployer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs several command lines in one process, for a start-up cache knows the classes of one process alone: {@code java
 * -cp deployer.jar io.ecsdrain.deployer.Rehearsal < lines}. Each line is a command line without quotes. All of them
 * run; it ends with 1 if one of them did not end with 0.
 */
public final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] none) throws IOException {
        List<String> lines = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        long failed =
                lines.stream().filter(line -> Main.run(line.split(" ")) != 0).count();
        System.exit(failed == 0 ? 0 : 1);
    }
}
