package io.ecsdrain.demo.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads what a process says on stderr while it runs. */
final class Listener {

    private final StringBuilder said = new StringBuilder();
    private final Thread reader;

    /** @param heard each line, as it comes, on a thread of its own */
    Listener(Process process, Consumer<String> heard) {
        reader = new Thread(() -> read(process.errorReader(), heard), "stderr of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader lines, Consumer<String> heard) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append(System.lineSeparator());
                heard.accept(line);
            }
        } catch (IOException killed) {
            // What it said until then has been read.
        }
    }

    /** All of it, once the process has ended. */
    String everything() throws InterruptedException {
        reader.join();
        return said.toString();
    }
}
