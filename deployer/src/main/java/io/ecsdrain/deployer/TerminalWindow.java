package io.ecsdrain.deployer;

import io.ecsdrain.deployer.report.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The window that this process shows its result in. */
final class TerminalWindow {

    private TerminalWindow() {}

    /** As it is now, for a person may change its size; empty if that cannot be told. */
    static Optional<Window> now() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Window.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException noStty) {
            return Optional.empty();
        }
    }
}
